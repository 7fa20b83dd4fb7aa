/* The binary interface of arrays: numbers and layouts only. */
#ifndef COASTER_SIM_CUDA_ARRAY_ABI_H
#define COASTER_SIM_CUDA_ARRAY_ABI_H

#include "cuda_graph_abi.h"

typedef struct CUmipmappedArray_st *CUmipmappedArray;

typedef struct { size_t Width, Height; int Format; unsigned NumChannels; } CUDA_ARRAY_DESCRIPTOR;
typedef struct { size_t Width, Height, Depth; int Format; unsigned NumChannels, Flags; } CUDA_ARRAY3D_DESCRIPTOR;
typedef struct { size_t size, alignment; unsigned reserved[4]; } CUDA_ARRAY_MEMORY_REQUIREMENTS;

#define CUDA_ARRAY3D_LAYERED 0x01
#define CUDA_ARRAY3D_CUBEMAP 0x04
#define CUDA_ARRAY3D_SPARSE 0x40
#define CUDA_ARRAY3D_DEFERRED_MAPPING 0x80

#endif
