#ifndef COASTER_SIM_CUDA_MODULE_H
#define COASTER_SIM_CUDA_MODULE_H

#include "cuda_internal.h"

struct CUfunc_st {
    struct CUfunc_st *next;
    struct CUmod_st *module;
    bool spins; /* its first parameter says for how many microseconds it runs */
    unsigned block[3], shared; /* of launches that name no shape */
    unsigned char *parameters;
    char name[256];
};

struct variable {
    struct variable *next;
    CUdeviceptr at;
    char name[256];
};

struct CUmod_st {
    char *ptx;
    struct CUfunc_st *functions;
    struct variable *variables;
    CUcontext context;
    unsigned generation;
    uint64_t charged;
};

/* The bytes of a module's image: PTX text, an ELF file, or a fat binary. */
size_t image_size(const void *image);

/* What a kernel's first parameter asks for, if its name says so; how long a kernel takes on the device. */
uint64_t function_spin_ns(CUfunction function, void **parameters, void **extra);
uint64_t kernel_ns(const struct cuda_device *device, const CUDA_KERNEL_NODE_PARAMS_v2 *params, uint64_t spin_ns);

#endif
