/* Pools as such, and the moments at which the driver takes back what they keep. */
#include "pool.h"

API CUresult cuMemPoolCreate(CUmemoryPool *pool, const CUmemPoolProps *properties)
{
    CUresult result = CALL(cuMemPoolCreate, pool, properties);
    if (result == CUDA_SUCCESS)
        cq_pool_made(*pool, properties->location.type == CQ_ON_DEVICE ? cq_gpu_of_device(properties->location.id) : -1);
    return result;
}

/* Charged to whoever made it. */
API CUresult cuMemPoolImportFromShareableHandle(CUmemoryPool *pool, void *handle, int type, unsigned long long flags)
{
    CUresult result = CALL(cuMemPoolImportFromShareableHandle, pool, handle, type, flags);
    if (result == CUDA_SUCCESS)
        cq_pool_made(*pool, -1);
    return result;
}

/* What is still allocated from it stays until it is freed; without the pool nobody can say how much that is, but the agent sees it. */
API CUresult cuMemPoolDestroy(CUmemoryPool pool)
{
    struct cq_charge entry;
    bool charged = cq_table_find(CQ_POOL, (uintptr_t)pool, &entry) && entry.gpu >= 0;
    cq_settle_pool(pool);
    cq_pool_gone(pool);
    CUresult result = CQ_FREE(CQ_POOL, (uintptr_t)pool, CALL(cuMemPoolDestroy, pool));
    if (result != CUDA_SUCCESS && charged)
        cq_pool_listed(pool);
    return result;
}

API CUresult cuMemPoolTrimTo(CUmemoryPool pool, size_t keep)
{
    CUresult result = CALL(cuMemPoolTrimTo, pool, keep);
    cq_settle_pool(pool);
    return result;
}

#define SETTLED(name, parameters, ...) \
    API CUresult name parameters \
    { \
        CUresult result = CALL(name, __VA_ARGS__); \
        cq_settle_pools(); \
        return result; \
    }
SETTLED(cuMemPoolSetAttribute, (CUmemoryPool pool, int which, void *value), pool, which, value)
SETTLED(cuStreamSynchronize, (CUstream stream), stream)
SETTLED(cuStreamSynchronize_ptsz, (CUstream stream), stream)
SETTLED(cuEventSynchronize, (CUevent event), event)

API CUresult cuCtxSynchronize(void)
{
    CUresult result = CALL(cuCtxSynchronize);
    cq_settle_pools();
    return result;
}
