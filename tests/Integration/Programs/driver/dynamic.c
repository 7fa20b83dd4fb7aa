/* No driver among the libraries that the program needs: dlopen and dlsym alone, as the CUDA runtime and most frameworks do. */
#include "driver.h"
#include "open.h"

#include <dlfcn.h>

void driver_load(void)
{
    void *library = open_libcuda();
#define F(name, suffix, version, parameters) cu.name = (CUresult(*) parameters)(uintptr_t)dlsym(library, #name #suffix);
#include "functions.h"
#undef F
}
