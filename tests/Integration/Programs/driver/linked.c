/* Linked against libcuda.so.1: the loader resolves every name. Weak, so that a driver that lacks one still starts the program. */
#include "driver.h"

#define F(name, suffix, version, parameters) extern CUresult name##suffix parameters __attribute__((weak));
#include "functions.h"
#undef F

void driver_load(void)
{
#define F(name, suffix, version, parameters) cu.name = name##suffix;
#include "functions.h"
#undef F
}
