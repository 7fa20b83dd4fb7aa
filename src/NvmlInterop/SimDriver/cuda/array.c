#include "array.h"

#include <stdlib.h>

#define ARRAY_MAGIC 0x59525241u
#define PITCH 128

bool array_is(CUarray array)
{
    return array && array->magic == ARRAY_MAGIC;
}

/* Bytes of an element of one of the plain formats. */
static size_t element(int format)
{
    switch (format) {
    case 0x01: case 0x08: return 1;
    case 0x02: case 0x09: case 0x10: return 2;
    case 0x03: case 0x0a: case 0x20: return 4;
    default: return 0;
    }
}

bool array_shape(CUarray array, const CUDA_ARRAY3D_DESCRIPTOR *shape)
{
    size_t bytes = element(shape->Format);
    bool counted = shape->NumChannels == 1 || shape->NumChannels == 2 || shape->NumChannels == 4;
    if (!bytes || !counted || !shape->Width || shape->Width > 1 << 20 || shape->Height > 1 << 20 || shape->Depth > 1 << 16)
        return false;
    array->magic = ARRAY_MAGIC;
    array->shape = *shape;
    array->row = shape->Width * shape->NumChannels * bytes;
    array->pitch = (array->row + PITCH - 1) / PITCH * PITCH;
    array->rows = shape->Height ? shape->Height : 1;
    array->layers = shape->Depth ? shape->Depth : 1;
    return true;
}

size_t array_size(const struct CUarray_st *array)
{
    return array->pitch * array->rows * array->layers;
}

API CUresult cuArray3DCreate_v2(CUarray *array, const CUDA_ARRAY3D_DESCRIPTOR *shape)
{
    CURRENT(context);
    NEED(array && shape);
    if (shape->Flags & (CUDA_ARRAY3D_SPARSE | CUDA_ARRAY3D_DEFERRED_MAPPING))
        return CUDA_ERROR_NOT_SUPPORTED;
    CUarray made = calloc(1, sizeof *made);
    if (!made)
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUresult result = CUDA_ERROR_INVALID_VALUE;
    if (array_shape(made, shape))
        result = allocation_new(context, MEMORY_ARRAY, array_size(made), &made->at);
    if (result != CUDA_SUCCESS) {
        free(made);
        return result;
    }
    made->context = context;
    made->owns = true;
    *array = made;
    return CUDA_SUCCESS;
}

API CUresult cuArrayCreate_v2(CUarray *array, const CUDA_ARRAY_DESCRIPTOR *shape)
{
    NEED(shape);
    return cuArray3DCreate_v2(array, &(CUDA_ARRAY3D_DESCRIPTOR){shape->Width, shape->Height, 0, shape->Format, shape->NumChannels, 0});
}

API CUresult cuArrayDestroy(CUarray array)
{
    READY;
    if (!array_is(array) || !array->owns)
        return CUDA_ERROR_INVALID_HANDLE;
    if (array->context->magic)
        queue_wait(array->context->queue, queue_last(array->context->queue));
    allocation_delete(array->at, KIND(MEMORY_ARRAY));
    array->magic = 0;
    free(array);
    return CUDA_SUCCESS;
}

API CUresult cuArray3DGetDescriptor_v2(CUDA_ARRAY3D_DESCRIPTOR *shape, CUarray array)
{
    READY;
    NEED(shape);
    if (!array_is(array))
        return CUDA_ERROR_INVALID_HANDLE;
    *shape = array->shape;
    return CUDA_SUCCESS;
}

API CUresult cuArrayGetDescriptor_v2(CUDA_ARRAY_DESCRIPTOR *shape, CUarray array)
{
    READY;
    NEED(shape);
    if (!array_is(array))
        return CUDA_ERROR_INVALID_HANDLE;
    *shape = (CUDA_ARRAY_DESCRIPTOR){array->shape.Width, array->shape.Height, array->shape.Format, array->shape.NumChannels};
    return CUDA_SUCCESS;
}

API CUresult cuArrayGetMemoryRequirements(CUDA_ARRAY_MEMORY_REQUIREMENTS *needs, CUarray array, CUdevice ordinal)
{
    READY;
    NEED(needs && array_is(array));
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    *needs = (CUDA_ARRAY_MEMORY_REQUIREMENTS){(array_size(array) + 65535) / 65536 * 65536, 65536, {0}};
    return CUDA_SUCCESS;
}
