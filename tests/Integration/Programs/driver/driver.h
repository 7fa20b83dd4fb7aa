/* The driver's functions, reached in the way for which the program was built. */
#ifndef PROBE_DRIVER_H
#define PROBE_DRIVER_H

#include "cuda.h"

struct driver {
#define F(name, suffix, version, parameters) CUresult(*name) parameters;
#include "functions.h"
#undef F
};

extern struct driver cu;

/* Fills `cu`. A function that the driver lacks is NULL; without a driver the program ends. */
void driver_load(void);

/* Ends the program unless the result is success; a missing function is a failure as well. */
void check(const char *what, CUresult result);
const char *result_name(CUresult result);
void need(const char *name, const void *function);

#define CALL(name, ...) (need(#name, (const void *)(uintptr_t)cu.name), check(#name, cu.name(__VA_ARGS__)))
#define TRY(name, ...) (need(#name, (const void *)(uintptr_t)cu.name), cu.name(__VA_ARGS__))

/* cuInit and the primary context of a device, made current. */
CUcontext open_context(CUdevice device);
/* A kernel that takes as many microseconds as its first parameter says. */
CUfunction spin_kernel(void);

#endif
