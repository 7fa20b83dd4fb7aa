#ifndef COASTER_QUOTA_FAKE_DRIVER_H
#define COASTER_QUOTA_FAKE_DRIVER_H

#include "../../../../src/NvmlInterop/SimDriver/include/cuda_graph_abi.h"

#define GRAPH(number) ((CUgraph)(uintptr_t)((number)*1000))
#define NODE(number) ((CUgraphNode)(uintptr_t)((number)*1000))
#define FAKE_UUID "GPU-11111111-1111-1111-1111-111111111111"

/* CUDA_CONDITIONAL_NODE_PARAMS */
struct fake_conditional {
    cuuint64_t handle;
    int type;
    unsigned size;
    CUgraph *bodies;
    CUcontext context;
};

#endif
