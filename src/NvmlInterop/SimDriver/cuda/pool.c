/* Stream-ordered allocation. A pool keeps nothing back: what is freed returns to the GPU when the stream gets there. */
#include "cuda_internal.h"

#include <stdlib.h>

struct CUpool_st {
    CUdevice ordinal;
    uint64_t release_threshold;
    int reuse[4];
};

static struct CUpool_st defaults[SIM_GPUS];
static CUmemoryPool current[SIM_GPUS];

/* Numbers of CUmemPool_attribute: 1 to 3 reuse policies, 4 the threshold, 5 to 8 what is reserved and used. */
enum { RELEASE_THRESHOLD = 4, USED_HIGH = 8 };

API CUresult cuMemAllocAsync(CUdeviceptr *at, size_t size, CUstream stream)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    NEED(at && size);
    return allocation_new(context, MEMORY_DEVICE, size, at);
}

API CUresult cuMemAllocFromPoolAsync(CUdeviceptr *at, size_t size, CUmemoryPool pool, CUstream stream)
{
    NEED(pool);
    return cuMemAllocAsync(at, size, stream);
}

API CUresult cuMemFreeAsync(CUdeviceptr at, CUstream stream)
{
    struct allocation found;
    NEED(allocation_find(at, &found) && found.base == at && found.kind == MEMORY_DEVICE);
    return queue_run(stream, &(struct work){.kind = WORK_FREE, .to = (void *)(uintptr_t)at});
}

API CUresult cuDeviceGetDefaultMemPool(CUmemoryPool *pool, CUdevice ordinal)
{
    READY;
    NEED(pool);
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    defaults[ordinal].ordinal = ordinal;
    *pool = &defaults[ordinal];
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGetMemPool(CUmemoryPool *pool, CUdevice ordinal)
{
    CUresult result = cuDeviceGetDefaultMemPool(pool, ordinal);
    if (result == CUDA_SUCCESS && current[ordinal])
        *pool = current[ordinal];
    return result;
}

API CUresult cuDeviceSetMemPool(CUdevice ordinal, CUmemoryPool pool)
{
    READY;
    NEED(pool);
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    current[ordinal] = pool;
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolCreate(CUmemoryPool *pool, const CUmemPoolProps *properties)
{
    READY;
    NEED(pool && properties);
    CUmemoryPool made = calloc(1, sizeof *made);
    if (!made)
        return CUDA_ERROR_OUT_OF_MEMORY;
    made->ordinal = properties->location.id;
    *pool = made;
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolDestroy(CUmemoryPool pool)
{
    READY;
    NEED(pool && !(pool >= defaults && pool < defaults + SIM_GPUS));
    for (int ordinal = 0; ordinal < SIM_GPUS; ordinal++)
        if (current[ordinal] == pool)
            current[ordinal] = NULL;
    free(pool);
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolTrimTo(CUmemoryPool pool, size_t keep)
{
    (void)keep;
    READY;
    NEED(pool);
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolSetAttribute(CUmemoryPool pool, int attribute, void *value)
{
    READY;
    NEED(pool && value && attribute >= 1 && attribute <= USED_HIGH);
    if (attribute == RELEASE_THRESHOLD)
        pool->release_threshold = *(uint64_t *)value;
    else if (attribute < RELEASE_THRESHOLD)
        pool->reuse[attribute] = *(int *)value;
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolGetAttribute(CUmemoryPool pool, int attribute, void *value)
{
    READY;
    NEED(pool && value && attribute >= 1 && attribute <= USED_HIGH);
    if (attribute < RELEASE_THRESHOLD)
        *(int *)value = pool->reuse[attribute];
    else
        *(uint64_t *)value = attribute == RELEASE_THRESHOLD ? pool->release_threshold : 0;
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolSetAccess(CUmemoryPool pool, const void *map, size_t count)
{
    READY;
    NEED(pool && (map || !count));
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolGetAccess(int *flags, CUmemoryPool pool, CUmemLocation *location)
{
    READY;
    NEED(flags && pool && location);
    *flags = 3; /* read and write */
    return CUDA_SUCCESS;
}

ALIAS(cuMemAllocAsync_ptsz, cuMemAllocAsync);
ALIAS(cuMemAllocFromPoolAsync_ptsz, cuMemAllocFromPoolAsync);
ALIAS(cuMemFreeAsync_ptsz, cuMemFreeAsync);
