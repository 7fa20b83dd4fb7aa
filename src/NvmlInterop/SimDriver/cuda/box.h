/* Copies of boxes between host memory, device memory and arrays. */
#ifndef COASTER_SIM_CUDA_BOX_H
#define COASTER_SIM_CUDA_BOX_H

#include "../include/cuda_graph_abi.h"
#include "cuda_internal.h"

/* Whether both sides are in memory that CUDA knows, or on the host. */
bool box_is_valid(const CUDA_MEMCPY3D *box);
void box_copy(const CUDA_MEMCPY3D *box);
CUDA_MEMCPY3D box_of_line(void *to, const void *from, size_t size);
CUresult box_run(const CUDA_MEMCPY3D *box, CUstream stream);

#endif
