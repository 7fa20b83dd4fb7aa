/* Limits of a context behind which the driver keeps memory of the GPU: stacks of all threads that can run at once, the buffers of printf and malloc. */
#include "charge.h"

static uint64_t resident_threads(void)
{
    CUdevice device;
    int processors = 0, threads = 0;
    if (ASK(cuCtxGetDevice, &device) != CUDA_SUCCESS || ASK(cuDeviceGetAttribute, &processors, CQ_PROCESSORS, device) != CUDA_SUCCESS ||
        ASK(cuDeviceGetAttribute, &threads, CQ_THREADS_PER_PROCESSOR, device) != CUDA_SUCCESS)
        return 0;
    return (uint64_t)processors * (uint64_t)threads;
}

static uint64_t growth(int limit, size_t value)
{
    size_t before = 0, more;
    if (limit < CQ_LIMIT_STACK || limit > CQ_LIMIT_HEAP || ASK(cuCtxGetLimit, &before, limit) != CUDA_SUCCESS || value <= before)
        return 0;
    if (__builtin_mul_overflow(value - before, limit == CQ_LIMIT_STACK ? resident_threads() : 1, &more))
        return UINT64_MAX / 2;
    return more;
}

API CUresult cuCtxSetLimit(int limit, size_t value)
{
    int gpu = cq_gpu_of_current(NULL);
    uint64_t bytes = gpu < 0 ? 0 : cq_round(gpu, growth(limit, value));
    if (!bytes)
        return CALL(cuCtxSetLimit, limit, value);
    if (!cq_estimate(gpu, bytes))
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CALL(cuCtxSetLimit, limit, value);
    if (result == CUDA_SUCCESS)
        cq_keep(gpu);
    else
        cq_estimate_undo(gpu, bytes);
    return result;
}
