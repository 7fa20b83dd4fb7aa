/* Arrays: device memory that is reached by coordinates. Here a box of rows; a mipmapped array is one stretch of memory with an array per level. */
#ifndef COASTER_SIM_CUDA_ARRAY_H
#define COASTER_SIM_CUDA_ARRAY_H

#include "../include/cuda_array_abi.h"
#include "cuda_internal.h"

struct CUarray_st {
    uint32_t magic;
    CUcontext context;
    CUDA_ARRAY3D_DESCRIPTOR shape;
    CUdeviceptr at;
    size_t row, pitch, rows, layers; /* bytes of a row, bytes to the next, rows of a layer */
    bool owns;
};

bool array_is(CUarray array);
/* Fills in what follows from the shape; false when the shape is none. */
bool array_shape(CUarray array, const CUDA_ARRAY3D_DESCRIPTOR *shape);
size_t array_size(const struct CUarray_st *array);
CUmipmappedArray mipmap_new(CUcontext context, const CUDA_ARRAY3D_DESCRIPTOR *shape, unsigned levels, CUdeviceptr memory, size_t room);

#endif
