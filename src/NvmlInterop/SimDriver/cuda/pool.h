/* Pools of stream-ordered memory. A pool's reserved memory is what the GPU is charged for; what is allocated from it is used memory. */
#ifndef COASTER_SIM_CUDA_POOL_H
#define COASTER_SIM_CUDA_POOL_H

#include "cuda_internal.h"

struct CUpool_st {
    uint32_t magic;
    CUdevice ordinal;
    CUmemLocation location;
    int handle_types;
    uint64_t threshold, most, reserved, used, reserved_high, used_high;
    size_t allocations;
    int reuse[4];
    bool doomed, imported;
    CUmemoryPool next;
};

bool pool_is(CUmemoryPool pool);
/* The pool from which a device's memory comes when no pool is named. */
bool cuda_pool_in_use(CUmemoryPool pool);
void cuda_use_default_pool(CUdevice ordinal);
CUmemoryPool pool_new(CUdevice ordinal, const CUmemPoolProps *properties);
CUmemoryPool pool_of_device(CUdevice ordinal);
/* Adds to what the pool has allocated, growing it when it must. */
bool pool_take(CUmemoryPool pool, size_t size);
void pool_give(CUmemoryPool pool, size_t size);
/* Gives back what is neither used nor to be kept. */
void pool_trim(CUmemoryPool pool, uint64_t keep);
/* When the last context of a device is gone, so is all that its pools have kept. */
void pools_empty(CUdevice ordinal);

#endif
