#include "cuda_internal.h"

#include <string.h>

API CUresult cuMemAlloc_v2(CUdeviceptr *at, size_t size)
{
    CURRENT(context);
    NEED(at && size);
    return allocation_new(context, MEMORY_DEVICE, size, at);
}

CUresult memory_free(CUdeviceptr at)
{
    struct allocation found;
    if (!allocation_find(at, &found) || found.kind != MEMORY_IMPORT)
        return allocation_delete(at, FREEABLE);
    import_freed(at);
    return CUDA_SUCCESS;
}

API CUresult cuMemFree_v2(CUdeviceptr at)
{
    CURRENT(context);
    if (!at)
        return CUDA_SUCCESS;
    queue_wait(context->queue, queue_last(context->queue));
    return memory_free(at);
}

API CUresult cuMemAllocPitch_v2(CUdeviceptr *at, size_t *pitch, size_t width, size_t height, unsigned element)
{
    CURRENT(context);
    NEED(at && pitch && width && height && (element == 4 || element == 8 || element == 16));
    *pitch = (width + 511) / 512 * 512;
    return allocation_new(context, MEMORY_DEVICE, *pitch * height, at);
}

API CUresult cuMemAllocManaged(CUdeviceptr *at, size_t size, unsigned flags)
{
    CURRENT(context);
    NEED(at && size && (flags & 3));
    return allocation_new(context, MEMORY_MANAGED, size, at);
}

API CUresult cuMemHostAlloc(void **at, size_t size, unsigned flags)
{
    CUdeviceptr made;
    (void)flags;
    CURRENT(context);
    NEED(at && size);
    CUresult result = allocation_new(context, MEMORY_HOST, size, &made);
    if (result == CUDA_SUCCESS)
        *at = (void *)(uintptr_t)made;
    return result;
}

API CUresult cuMemAllocHost_v2(void **at, size_t size)
{
    return cuMemHostAlloc(at, size, 0);
}

API CUresult cuMemFreeHost(void *at)
{
    READY;
    return allocation_delete((uintptr_t)at, KIND(MEMORY_HOST) | KIND(MEMORY_REGISTERED));
}

API CUresult cuMemHostRegister_v2(void *at, size_t size, unsigned flags)
{
    (void)flags;
    CURRENT(context);
    NEED(at && size);
    return allocation_register(context, at, size);
}

API CUresult cuMemHostUnregister(void *at)
{
    return cuMemFreeHost(at);
}

API CUresult cuMemHostGetDevicePointer_v2(CUdeviceptr *device, void *at, unsigned flags)
{
    struct allocation found;
    READY;
    NEED(device && !flags && allocation_find((uintptr_t)at, &found));
    *device = (uintptr_t)at;
    return CUDA_SUCCESS;
}

API CUresult cuMemHostGetFlags(unsigned *flags, void *at)
{
    struct allocation found;
    READY;
    NEED(flags && allocation_find((uintptr_t)at, &found));
    *flags = 0;
    return CUDA_SUCCESS;
}

API CUresult cuMemGetInfo_v2(size_t *available, size_t *total)
{
    CURRENT(context);
    NEED(available && total);
    const struct cuda_device *device = context->device;
    *total = sim_capacity_bytes(&cuda, device->gpu, device->gi);
    *available = *total - sim_used_bytes(&cuda, device->gpu, device->gi, false);
    return CUDA_SUCCESS;
}

API CUresult cuMemGetAddressRange_v2(CUdeviceptr *base, size_t *size, CUdeviceptr at)
{
    struct allocation found;
    READY;
    if (!allocation_find(at, &found))
        return CUDA_ERROR_NOT_FOUND;
    if (base)
        *base = found.base;
    if (size)
        *size = found.size;
    return CUDA_SUCCESS;
}
