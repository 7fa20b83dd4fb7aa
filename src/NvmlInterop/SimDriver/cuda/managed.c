/*
 * Managed memory counts on the device from its allocation on, as far as it fits; what does not fit stays on the host. It gives way to all other
 * memory, of whatever process (residency.c), and comes back when it is prefetched or a kernel of its process runs. What is prefetched to the
 * host counts no more.
 */
#include "cuda_internal.h"

#define CPU (-1)
#define MOST_ADVICE 6

static CUresult prefetch(CUdeviceptr at, size_t size, CUdevice to, CUstream stream)
{
    CUcontext context;
    CUresult result = cuda_stream_context(stream, &context);
    if (result != CUDA_SUCCESS)
        return result;
    if (to != CPU && !cuda_device(to))
        return CUDA_ERROR_INVALID_DEVICE;
    return allocation_move(at, size, to != CPU);
}

API CUresult cuMemPrefetchAsync(CUdeviceptr at, size_t size, CUdevice to, CUstream stream)
{
    return prefetch(at, size, to, stream);
}

API CUresult cuMemPrefetchAsync_v2(CUdeviceptr at, size_t size, CUmemLocation to, unsigned flags, CUstream stream)
{
    NEED(!flags && to.type >= CU_MEM_LOCATION_TYPE_DEVICE && to.type <= 4);
    return prefetch(at, size, to.type == CU_MEM_LOCATION_TYPE_DEVICE ? to.id : CPU, stream);
}

API CUresult cuMemAdvise(CUdeviceptr at, size_t size, unsigned advice, CUdevice device)
{
    struct allocation found;
    (void)device;
    READY;
    NEED(size && advice >= 1 && advice <= MOST_ADVICE && allocation_find(at, &found) && found.kind == MEMORY_MANAGED);
    return CUDA_SUCCESS;
}

API CUresult cuMemAdvise_v2(CUdeviceptr at, size_t size, unsigned advice, CUmemLocation location)
{
    NEED(location.type >= 0 && location.type <= 4);
    return cuMemAdvise(at, size, advice, location.id);
}

ALIAS(cuMemPrefetchAsync_ptsz, cuMemPrefetchAsync);
ALIAS(cuMemPrefetchAsync_v2_ptsz, cuMemPrefetchAsync_v2);
