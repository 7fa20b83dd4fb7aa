#include "array.h"

#include <stdlib.h>

#define MOST_LEVELS 32
#define MIPMAP_MAGIC 0x50494d4du

struct CUmipmappedArray_st {
    uint32_t magic;
    unsigned levels;
    CUcontext context;
    CUdeviceptr at;
    bool owns;
    struct CUarray_st level[MOST_LEVELS];
};

static size_t half(size_t size)
{
    return size > 1 ? size / 2 : size;
}

/* Layers are not halved. */
static CUDA_ARRAY3D_DESCRIPTOR next_level(CUDA_ARRAY3D_DESCRIPTOR shape)
{
    shape.Width = half(shape.Width);
    shape.Height = half(shape.Height);
    if (!(shape.Flags & (CUDA_ARRAY3D_LAYERED | CUDA_ARRAY3D_CUBEMAP)))
        shape.Depth = half(shape.Depth);
    return shape;
}

/* The bytes of all levels, which get their offsets; 0 when the shape is none. */
static size_t lay_out(CUmipmappedArray mipmap, CUDA_ARRAY3D_DESCRIPTOR shape)
{
    size_t size = 0;
    for (unsigned i = 0; i < mipmap->levels; i++, shape = next_level(shape)) {
        if (!array_shape(&mipmap->level[i], &shape))
            return 0;
        mipmap->level[i].at = size;
        mipmap->level[i].context = mipmap->context;
        size += array_size(&mipmap->level[i]);
    }
    return size;
}

static CUresult place(CUmipmappedArray mipmap, CUdeviceptr memory, size_t size)
{
    mipmap->owns = !memory;
    mipmap->at = memory;
    CUresult result = memory ? CUDA_SUCCESS : allocation_new(mipmap->context, MEMORY_ARRAY, size, &mipmap->at);
    for (unsigned i = 0; i < mipmap->levels; i++)
        mipmap->level[i].at += mipmap->at;
    return result;
}

CUmipmappedArray mipmap_new(CUcontext context, const CUDA_ARRAY3D_DESCRIPTOR *shape, unsigned levels, CUdeviceptr memory, size_t room)
{
    CUmipmappedArray made = levels && levels <= MOST_LEVELS ? calloc(1, sizeof *made) : NULL;
    if (!made)
        return NULL;
    *made = (struct CUmipmappedArray_st){.magic = MIPMAP_MAGIC, .levels = levels, .context = context};
    size_t size = lay_out(made, *shape);
    if (size && (!memory || size <= room) && place(made, memory, size) == CUDA_SUCCESS)
        return made;
    free(made);
    return NULL;
}

API CUresult cuMipmappedArrayCreate(CUmipmappedArray *mipmap, const CUDA_ARRAY3D_DESCRIPTOR *shape, unsigned levels)
{
    struct CUarray_st first;
    CURRENT(context);
    NEED(mipmap && shape && levels && levels <= MOST_LEVELS && array_shape(&first, shape));
    if (shape->Flags & (CUDA_ARRAY3D_SPARSE | CUDA_ARRAY3D_DEFERRED_MAPPING))
        return CUDA_ERROR_NOT_SUPPORTED;
    *mipmap = mipmap_new(context, shape, levels, 0, 0);
    return *mipmap ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}

API CUresult cuMipmappedArrayGetLevel(CUarray *array, CUmipmappedArray mipmap, unsigned level)
{
    READY;
    NEED(array);
    if (!mipmap || mipmap->magic != MIPMAP_MAGIC)
        return CUDA_ERROR_INVALID_HANDLE;
    NEED(level < mipmap->levels);
    *array = &mipmap->level[level];
    return CUDA_SUCCESS;
}

API CUresult cuMipmappedArrayDestroy(CUmipmappedArray mipmap)
{
    READY;
    if (!mipmap || mipmap->magic != MIPMAP_MAGIC)
        return CUDA_ERROR_INVALID_HANDLE;
    if (mipmap->context->magic)
        queue_wait(mipmap->context->queue, queue_last(mipmap->context->queue));
    if (mipmap->owns)
        allocation_delete(mipmap->at, KIND(MEMORY_ARRAY));
    else
        allocation_forget(mipmap->at); /* a window into external memory */
    mipmap->magic = 0;
    free(mipmap);
    return CUDA_SUCCESS;
}

API CUresult cuMipmappedArrayGetMemoryRequirements(CUDA_ARRAY_MEMORY_REQUIREMENTS *needs, CUmipmappedArray mipmap, CUdevice ordinal)
{
    READY;
    NEED(needs && mipmap && mipmap->magic == MIPMAP_MAGIC);
    if (!cuda_device(ordinal))
        return CUDA_ERROR_INVALID_DEVICE;
    const struct CUarray_st *last = &mipmap->level[mipmap->levels - 1];
    size_t size = last->at - mipmap->at + array_size(last);
    *needs = (CUDA_ARRAY_MEMORY_REQUIREMENTS){(size + 65535) / 65536 * 65536, 65536, {0}};
    return CUDA_SUCCESS;
}
