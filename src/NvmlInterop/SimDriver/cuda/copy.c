#include "cuda_internal.h"

#include <string.h>
#include <sys/mman.h>

/* A synchronous call sees all earlier work of its context done. */
static CUresult drained(void)
{
    CURRENT(context);
    queue_wait(context->queue, queue_last(context->queue));
    return CUDA_SUCCESS;
}

/* Device addresses outside an allocation are refused before they are touched. */
static bool is_range(CUdeviceptr at, size_t size)
{
    struct allocation found;
    return !size || (allocation_find(at, &found) && size <= found.size - (at - found.base));
}

static CUresult copy(void *to, const void *from, size_t size)
{
    CUresult result = drained();
    if (result == CUDA_SUCCESS)
        memmove(to, from, size);
    return result;
}

static CUresult copy_async(void *to, const void *from, size_t size, CUstream stream)
{
    return queue_run(stream, &(struct work){.kind = WORK_COPY, .to = to, .from = from, .size = size});
}

#define HOST(at) ((void *)(uintptr_t)(at))

API CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void *from, size_t size)
{
    NEED(is_range(to, size) && (from || !size));
    return copy(HOST(to), from, size);
}

API CUresult cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t size)
{
    NEED(is_range(from, size) && (to || !size));
    return copy(to, HOST(from), size);
}

API CUresult cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from, size_t size)
{
    NEED(is_range(to, size) && is_range(from, size));
    return copy(HOST(to), HOST(from), size);
}

API CUresult cuMemcpy(CUdeviceptr to, CUdeviceptr from, size_t size)
{
    NEED((to && from) || !size);
    return copy(HOST(to), HOST(from), size);
}

API CUresult cuMemcpyPeer(CUdeviceptr to, CUcontext to_context, CUdeviceptr from, CUcontext from_context, size_t size)
{
    NEED(to_context && from_context);
    return cuMemcpyDtoD_v2(to, from, size);
}

API CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void *from, size_t size, CUstream stream)
{
    NEED(is_range(to, size) && (from || !size));
    return copy_async(HOST(to), from, size, stream);
}

API CUresult cuMemcpyDtoHAsync_v2(void *to, CUdeviceptr from, size_t size, CUstream stream)
{
    NEED(is_range(from, size) && (to || !size));
    return copy_async(to, HOST(from), size, stream);
}

API CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t size, CUstream stream)
{
    NEED(is_range(to, size) && is_range(from, size));
    return copy_async(HOST(to), HOST(from), size, stream);
}

API CUresult cuMemcpyAsync(CUdeviceptr to, CUdeviceptr from, size_t size, CUstream stream)
{
    NEED((to && from) || !size);
    return copy_async(HOST(to), HOST(from), size, stream);
}

/* Zeroing gives whole pages back instead of touching them: 100 GiB may be cleared on a small machine. */
static void zero(char *at, size_t size)
{
    uintptr_t first = ((uintptr_t)at + 4095) & ~(uintptr_t)4095, last = ((uintptr_t)at + size) & ~(uintptr_t)4095;
    struct allocation found;
    bool mapped = allocation_find((uintptr_t)at, &found) && found.size >= SIM_MIB && found.kind != MEMORY_REGISTERED;
    bool filed = mapped && (found.shared || found.kind == MEMORY_IMPORT || (found.kind == MEMORY_RESERVED && vmm_is_shared()));
    if (!mapped || last <= first || madvise((void *)first, last - first, filed ? MADV_REMOVE : MADV_DONTNEED)) {
        memset(at, 0, size);
        return;
    }
    memset(at, 0, first - (uintptr_t)at);
    memset((void *)last, 0, (uintptr_t)at + size - last);
}

static CUresult set(CUdeviceptr to, uint32_t value, size_t number, uint32_t width)
{
    NEED(is_range(to, number * width) && to % width == 0);
    CUresult result = drained();
    if (result == CUDA_SUCCESS && !value)
        zero(HOST(to), number * width);
    else if (result == CUDA_SUCCESS)
        work_do(&(struct work){.kind = WORK_SET, .to = HOST(to), .size = number * width, .value = value, .width = width});
    return result;
}

static CUresult set_async(CUdeviceptr to, uint32_t value, size_t number, uint32_t width, CUstream stream)
{
    NEED(is_range(to, number * width) && to % width == 0);
    return queue_run(stream, &(struct work){.kind = WORK_SET, .to = HOST(to), .size = number * width, .value = value, .width = width});
}

API CUresult cuMemsetD8_v2(CUdeviceptr to, unsigned char value, size_t number) { return set(to, value, number, 1); }
API CUresult cuMemsetD16_v2(CUdeviceptr to, unsigned short value, size_t number) { return set(to, value, number, 2); }
API CUresult cuMemsetD32_v2(CUdeviceptr to, unsigned value, size_t number) { return set(to, value, number, 4); }
API CUresult cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t number, CUstream stream) { return set_async(to, value, number, 1, stream); }
API CUresult cuMemsetD16Async(CUdeviceptr to, unsigned short value, size_t number, CUstream stream) { return set_async(to, value, number, 2, stream); }
API CUresult cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t number, CUstream stream) { return set_async(to, value, number, 4, stream); }

API CUresult cuMemsetD2D8_v2(CUdeviceptr to, size_t pitch, unsigned char value, size_t width, size_t height)
{
    CUresult result = CUDA_SUCCESS;
    for (size_t row = 0; result == CUDA_SUCCESS && row < height; row++)
        result = set(to + row * pitch, value, width, 1);
    return result;
}

API CUresult cuMemsetD2D32_v2(CUdeviceptr to, size_t pitch, unsigned value, size_t width, size_t height)
{
    CUresult result = CUDA_SUCCESS;
    for (size_t row = 0; result == CUDA_SUCCESS && row < height; row++)
        result = set(to + row * pitch, value, width, 4);
    return result;
}

ALIAS(cuMemcpyHtoD_v2_ptds, cuMemcpyHtoD_v2);
ALIAS(cuMemcpyDtoH_v2_ptds, cuMemcpyDtoH_v2);
ALIAS(cuMemcpyDtoD_v2_ptds, cuMemcpyDtoD_v2);
ALIAS(cuMemcpy_ptds, cuMemcpy);
ALIAS(cuMemcpyHtoDAsync_v2_ptsz, cuMemcpyHtoDAsync_v2);
ALIAS(cuMemcpyDtoHAsync_v2_ptsz, cuMemcpyDtoHAsync_v2);
ALIAS(cuMemcpyDtoDAsync_v2_ptsz, cuMemcpyDtoDAsync_v2);
ALIAS(cuMemcpyAsync_ptsz, cuMemcpyAsync);
ALIAS(cuMemsetD8_v2_ptds, cuMemsetD8_v2);
ALIAS(cuMemsetD16_v2_ptds, cuMemsetD16_v2);
ALIAS(cuMemsetD32_v2_ptds, cuMemsetD32_v2);
ALIAS(cuMemsetD8Async_ptsz, cuMemsetD8Async);
ALIAS(cuMemsetD16Async_ptsz, cuMemsetD16Async);
ALIAS(cuMemsetD32Async_ptsz, cuMemsetD32Async);
