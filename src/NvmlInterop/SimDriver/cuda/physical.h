/* Physical memory that is managed by handles. */
#ifndef COASTER_SIM_CUDA_PHYSICAL_H
#define COASTER_SIM_CUDA_PHYSICAL_H

#include "../include/cuda_share_abi.h"
#include "shared.h"

struct physical {
    uint32_t magic;
    CUmemAllocationProp properties;
    size_t size;
    unsigned references;
    bool imported;
    struct shared shared; /* fd < 0: no file yet */
};

struct mapping {
    struct mapping *next;
    struct physical *memory;
    CUdeviceptr at;
    size_t size;
};

/* Held around everything below. */
extern pthread_mutex_t physical_guard;
struct physical *physical_of(CUmemGenericAllocationHandle handle);
struct physical *physical_new(const CUmemAllocationProp *properties, size_t size);
void physical_drop(struct physical *memory);
/* Gives the memory a file and moves its mapping there. */
bool physical_share(struct physical *memory);

#endif
