/* Every function through cuGetProcAddress, by its bare name and the version whose form is meant. */
#include "driver.h"
#include "open.h"

#include <dlfcn.h>

typedef CUresult (*get_proc_address)(const char *, void **, int, uint64_t, int *);

static uintptr_t ask(get_proc_address get, const char *name, int version)
{
    void *function = NULL;
    int status;
    return get && get(name, &function, version, 0, &status) == CUDA_SUCCESS ? (uintptr_t)function : 0;
}

void driver_load(void)
{
    get_proc_address get = (get_proc_address)(uintptr_t)dlsym(open_libcuda(), "cuGetProcAddress_v2");
#define F(name, suffix, version, parameters) cu.name = (CUresult(*) parameters)ask(get, #name, version);
#include "functions.h"
#undef F
}
