/* Stream-ordered allocation. */
#include "pool.h"

#include "capture.h"

static CUmemoryPool current[SIM_GPUS];

/* Numbers of CUmemPool_attribute: 1 to 3 are policies of reuse. */
enum { RELEASE_THRESHOLD = 4, RESERVED_CURRENT, RESERVED_HIGH, USED_CURRENT, USED_HIGH };

static CUmemoryPool chosen(CUdevice ordinal)
{
    return pool_is(current[ordinal]) ? current[ordinal] : pool_of_device(ordinal);
}

bool cuda_pool_in_use(CUmemoryPool pool)
{
    return current[pool->ordinal] == pool;
}

void cuda_use_default_pool(CUdevice ordinal)
{
    current[ordinal] = NULL;
}

static CUresult allocate(CUdeviceptr *at, size_t size, CUmemoryPool pool, CUstream stream, CUcontext context)
{
    if (is_capturing(stream))
        return capture_alloc(stream, size, at);
    if (size >= (size_t)1 << 47 || !pool_take(pool, size))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = allocation_new_owned(context, MEMORY_POOL, size, pool, at);
    if (result != CUDA_SUCCESS)
        pool_give(pool, size);
    return result;
}

API CUresult cuMemAllocAsync(CUdeviceptr *at, size_t size, CUstream stream)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    NEED(at && size);
    return allocate(at, size, chosen(context->ordinal), stream, context);
}

API CUresult cuMemAllocFromPoolAsync(CUdeviceptr *at, size_t size, CUmemoryPool pool, CUstream stream)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    NEED(at && size && pool_is(pool) && !pool->imported);
    return allocate(at, size, pool, stream, context);
}

API CUresult cuMemFreeAsync(CUdeviceptr at, CUstream stream)
{
    struct allocation found;
    NEED(allocation_find(at, &found) && found.base == at && (KIND(found.kind) & (FREEABLE | KIND(MEMORY_IMPORT))));
    return queue_run(stream, &(struct work){.kind = WORK_FREE, .to = (void *)(uintptr_t)at});
}

API CUresult cuDeviceGetDefaultMemPool(CUmemoryPool *pool, CUdevice ordinal)
{
    READY;
    NEED(pool);
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    *pool = pool_of_device(ordinal);
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGetMemPool(CUmemoryPool *pool, CUdevice ordinal)
{
    CUresult result = cuDeviceGetDefaultMemPool(pool, ordinal);
    if (result == CUDA_SUCCESS)
        *pool = chosen(ordinal);
    return result;
}

API CUresult cuDeviceSetMemPool(CUdevice ordinal, CUmemoryPool pool)
{
    READY;
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    NEED(pool_is(pool) && pool->ordinal == ordinal);
    current[ordinal] = pool;
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolCreate(CUmemoryPool *pool, const CUmemPoolProps *properties)
{
    READY;
    NEED(pool && properties && properties->allocType == 1 && properties->location.type == CU_MEM_LOCATION_TYPE_DEVICE);
    if (!cuda_device(properties->location.id))
        return CUDA_ERROR_INVALID_DEVICE;
    *pool = pool_new(properties->location.id, properties);
    return *pool ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}

API CUresult cuMemPoolTrimTo(CUmemoryPool pool, size_t keep)
{
    READY;
    NEED(pool_is(pool));
    pool_trim(pool, keep);
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolSetAttribute(CUmemoryPool pool, int attribute, void *value)
{
    READY;
    NEED(pool_is(pool) && value && attribute >= 1 && attribute <= USED_HIGH);
    if (attribute < RELEASE_THRESHOLD)
        return pool->reuse[attribute] = *(int *)value, CUDA_SUCCESS;
    if (attribute == RELEASE_THRESHOLD)
        return pool->threshold = *(cuuint64_t *)value, CUDA_SUCCESS;
    NEED((attribute == RESERVED_HIGH || attribute == USED_HIGH) && !*(cuuint64_t *)value);
    if (attribute == RESERVED_HIGH)
        pool->reserved_high = pool->reserved;
    else
        pool->used_high = pool->used;
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolGetAttribute(CUmemoryPool pool, int attribute, void *value)
{
    READY;
    NEED(pool_is(pool) && value && attribute >= 1 && attribute <= USED_HIGH);
    const uint64_t values[] = {pool->threshold, pool->reserved, pool->reserved_high, pool->used, pool->used_high};
    if (attribute < RELEASE_THRESHOLD)
        *(int *)value = pool->reuse[attribute];
    else
        *(cuuint64_t *)value = values[attribute - RELEASE_THRESHOLD];
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolSetAccess(CUmemoryPool pool, const CUmemAccessDesc *list, size_t count)
{
    READY;
    NEED(pool_is(pool) && (list || !count));
    return CUDA_SUCCESS;
}

API CUresult cuMemPoolGetAccess(int *flags, CUmemoryPool pool, CUmemLocation *location)
{
    READY;
    NEED(flags && pool_is(pool) && location);
    *flags = location->type == CU_MEM_LOCATION_TYPE_DEVICE && location->id == pool->ordinal ? 3 : 0;
    return CUDA_SUCCESS;
}

ALIAS(cuMemAllocAsync_ptsz, cuMemAllocAsync);
ALIAS(cuMemAllocFromPoolAsync_ptsz, cuMemAllocFromPoolAsync);
ALIAS(cuMemFreeAsync_ptsz, cuMemFreeAsync);
