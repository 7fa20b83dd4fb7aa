/* Copies in two and three dimensions, and those of arrays. */
#include "array.h"
#include "box.h"

static CUresult copy_now(const CUDA_MEMCPY3D *box)
{
    CURRENT(context);
    NEED(box && box_is_valid(box));
    queue_wait(context->queue, queue_last(context->queue));
    box_copy(box);
    return CUDA_SUCCESS;
}

static CUDA_MEMCPY3D flat(const CUDA_MEMCPY2D *c)
{
    return (CUDA_MEMCPY3D){
        .srcXInBytes = c->srcXInBytes, .srcY = c->srcY, .srcMemoryType = c->srcMemoryType, .srcHost = c->srcHost, .srcDevice = c->srcDevice,
        .srcArray = c->srcArray, .srcPitch = c->srcPitch, .dstXInBytes = c->dstXInBytes, .dstY = c->dstY, .dstMemoryType = c->dstMemoryType,
        .dstHost = c->dstHost, .dstDevice = c->dstDevice, .dstArray = c->dstArray, .dstPitch = c->dstPitch, .WidthInBytes = c->WidthInBytes,
        .Height = c->Height, .Depth = 1,
    };
}

API CUresult cuMemcpy2D_v2(const CUDA_MEMCPY2D *copy)
{
    NEED(copy);
    CUDA_MEMCPY3D box = flat(copy);
    return copy_now(&box);
}

API CUresult cuMemcpy2DUnaligned_v2(const CUDA_MEMCPY2D *copy)
{
    return cuMemcpy2D_v2(copy);
}

API CUresult cuMemcpy2DAsync_v2(const CUDA_MEMCPY2D *copy, CUstream stream)
{
    NEED(copy);
    CUDA_MEMCPY3D box = flat(copy);
    return box_run(&box, stream);
}

API CUresult cuMemcpy3D_v2(const CUDA_MEMCPY3D *box)
{
    return copy_now(box);
}

API CUresult cuMemcpy3DAsync_v2(const CUDA_MEMCPY3D *box, CUstream stream)
{
    return box_run(box, stream);
}

/* The structure has the two contexts where the other has reserved words. */
API CUresult cuMemcpy3DPeer(const CUDA_MEMCPY3D *box)
{
    return copy_now(box);
}

API CUresult cuMemcpy3DPeerAsync(const CUDA_MEMCPY3D *box, CUstream stream)
{
    return box_run(box, stream);
}

/* Calls the function with each part of a stretch of the array's bytes, row by row without the padding. */
static CUresult each_row(CUarray array, size_t offset, size_t size, CUresult (*copy)(const CUDA_MEMCPY3D *box, void *context), CUDA_MEMCPY3D box,
                         bool array_is_target, void *context)
{
    CUresult result = CUDA_SUCCESS;
    if (!array_is(array))
        return CUDA_ERROR_INVALID_HANDLE;
    NEED(offset <= array->row * array->rows && size <= array->row * array->rows - offset);
    for (size_t done = 0; done < size && result == CUDA_SUCCESS; done += box.WidthInBytes) {
        size_t x = (offset + done) % array->row, room = array->row - x;
        box.WidthInBytes = size - done < room ? size - done : room;
        *(array_is_target ? &box.dstXInBytes : &box.srcXInBytes) = x;
        *(array_is_target ? &box.dstY : &box.srcY) = (offset + done) / array->row;
        *(array_is_target ? &box.srcXInBytes : &box.dstXInBytes) = done;
        result = copy(&box, context);
    }
    return result;
}

static CUresult now(const CUDA_MEMCPY3D *box, void *context)
{
    (void)context;
    return copy_now(box);
}

static CUresult later(const CUDA_MEMCPY3D *box, void *stream)
{
    return box_run(box, stream);
}

#define TO_ARRAY(type, member, from) \
    (CUDA_MEMCPY3D){.srcMemoryType = (type), .member = (from), .dstMemoryType = CU_MEMORYTYPE_ARRAY, .dstArray = array, .Height = 1, .Depth = 1}
#define FROM_ARRAY(type, member, to) \
    (CUDA_MEMCPY3D){.srcMemoryType = CU_MEMORYTYPE_ARRAY, .srcArray = array, .dstMemoryType = (type), .member = (to), .Height = 1, .Depth = 1}

API CUresult cuMemcpyHtoA_v2(CUarray array, size_t offset, const void *from, size_t size)
{
    NEED(from);
    return each_row(array, offset, size, now, TO_ARRAY(CU_MEMORYTYPE_HOST, srcHost, from), true, NULL);
}

API CUresult cuMemcpyAtoH_v2(void *to, CUarray array, size_t offset, size_t size)
{
    NEED(to);
    return each_row(array, offset, size, now, FROM_ARRAY(CU_MEMORYTYPE_HOST, dstHost, to), false, NULL);
}

API CUresult cuMemcpyDtoA_v2(CUarray array, size_t offset, CUdeviceptr from, size_t size)
{
    return each_row(array, offset, size, now, TO_ARRAY(CU_MEMORYTYPE_DEVICE, srcDevice, from), true, NULL);
}

API CUresult cuMemcpyAtoD_v2(CUdeviceptr to, CUarray array, size_t offset, size_t size)
{
    return each_row(array, offset, size, now, FROM_ARRAY(CU_MEMORYTYPE_DEVICE, dstDevice, to), false, NULL);
}

API CUresult cuMemcpyHtoAAsync_v2(CUarray array, size_t offset, const void *from, size_t size, CUstream stream)
{
    NEED(from);
    return each_row(array, offset, size, later, TO_ARRAY(CU_MEMORYTYPE_HOST, srcHost, from), true, stream);
}

API CUresult cuMemcpyAtoHAsync_v2(void *to, CUarray array, size_t offset, size_t size, CUstream stream)
{
    NEED(to);
    return each_row(array, offset, size, later, FROM_ARRAY(CU_MEMORYTYPE_HOST, dstHost, to), false, stream);
}

ALIAS(cuMemcpy2D_v2_ptds, cuMemcpy2D_v2);
ALIAS(cuMemcpy2DUnaligned_v2_ptds, cuMemcpy2DUnaligned_v2);
ALIAS(cuMemcpy2DAsync_v2_ptsz, cuMemcpy2DAsync_v2);
ALIAS(cuMemcpy3D_v2_ptds, cuMemcpy3D_v2);
ALIAS(cuMemcpy3DAsync_v2_ptsz, cuMemcpy3DAsync_v2);
ALIAS(cuMemcpy3DPeer_ptds, cuMemcpy3DPeer);
ALIAS(cuMemcpy3DPeerAsync_ptsz, cuMemcpy3DPeerAsync);
ALIAS(cuMemcpyHtoA_v2_ptds, cuMemcpyHtoA_v2);
ALIAS(cuMemcpyAtoH_v2_ptds, cuMemcpyAtoH_v2);
ALIAS(cuMemcpyDtoA_v2_ptds, cuMemcpyDtoA_v2);
ALIAS(cuMemcpyAtoD_v2_ptds, cuMemcpyAtoD_v2);
ALIAS(cuMemcpyHtoAAsync_v2_ptsz, cuMemcpyHtoAAsync_v2);
ALIAS(cuMemcpyAtoHAsync_v2_ptsz, cuMemcpyAtoHAsync_v2);
