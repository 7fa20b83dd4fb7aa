#include "cuda_internal.h"

#include <string.h>

API CUresult cuCtxGetDevice(CUdevice *device)
{
    CURRENT(context);
    NEED(device);
    *device = context->ordinal;
    return CUDA_SUCCESS;
}

API CUresult cuCtxGetFlags(unsigned *flags)
{
    CURRENT(context);
    NEED(flags);
    *flags = context->flags;
    return CUDA_SUCCESS;
}

API CUresult cuCtxSetFlags(unsigned flags)
{
    CURRENT(context);
    context->flags = flags;
    return CUDA_SUCCESS;
}

API CUresult cuCtxGetId(CUcontext context, unsigned long long *id)
{
    READY;
    NEED(id);
    *id = (uintptr_t)(context ? context : cuda_current());
    return CUDA_SUCCESS;
}

API CUresult cuCtxGetApiVersion(CUcontext context, unsigned *version)
{
    READY;
    NEED(version && (context || cuda_current()));
    *version = 3020;
    return CUDA_SUCCESS;
}

API CUresult cuCtxSynchronize(void)
{
    CURRENT(context);
    queue_wait(context->queue, queue_last(context->queue));
    cuda_settle(context);
    return CUDA_SUCCESS;
}

API CUresult cuCtxGetCacheConfig(int *config)
{
    CURRENT(context);
    (void)context;
    NEED(config);
    *config = 0;
    return CUDA_SUCCESS;
}

API CUresult cuCtxSetCacheConfig(int config)
{
    CURRENT(context);
    (void)context;
    NEED(config >= 0 && config <= 3);
    return CUDA_SUCCESS;
}

API CUresult cuCtxGetSharedMemConfig(int *config)
{
    return cuCtxGetCacheConfig(config);
}

API CUresult cuCtxSetSharedMemConfig(int config)
{
    return cuCtxSetCacheConfig(config);
}

API CUresult cuCtxResetPersistingL2Cache(void)
{
    CURRENT(context);
    (void)context;
    return CUDA_SUCCESS;
}

API CUresult cuCtxGetStreamPriorityRange(int *least, int *greatest)
{
    CURRENT(context);
    (void)context;
    if (least)
        *least = 0;
    if (greatest)
        *greatest = -5;
    return CUDA_SUCCESS;
}

API CUresult cuCtxEnablePeerAccess(CUcontext peer, unsigned flags)
{
    CURRENT(context);
    NEED(peer && !flags && peer != context);
    return CUDA_SUCCESS;
}

API CUresult cuCtxDisablePeerAccess(CUcontext peer)
{
    CURRENT(context);
    NEED(peer && peer != context);
    return CUDA_SUCCESS;
}
