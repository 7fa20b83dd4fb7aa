#ifndef COASTER_SIM_CUDA_MODULE_H
#define COASTER_SIM_CUDA_MODULE_H

#include "cuda_internal.h"

struct CUfunc_st {
    struct CUfunc_st *next;
    struct CUmod_st *module;
    bool spins; /* its first parameter says for how many microseconds it runs */
    char name[256];
};

struct CUmod_st {
    char *ptx;
    struct CUfunc_st *functions;
};

#endif
