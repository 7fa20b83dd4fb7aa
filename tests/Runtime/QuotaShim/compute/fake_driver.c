/*
 * A libcuda.so.1 with what the simulated driver has not: conditional nodes, nodes that are switched off, child graphs that are replaced. Handles are
 * numbers; a node's number tells all there is to know of it.
 */
#include "fake_driver.h"

#include <string.h>

#define API __attribute__((visibility("default"))) CUresult

static CUgraph bodies[2] = {GRAPH(2), GRAPH(3)};

/* Graph 1: kernel 10, conditional 11, child 12. Graphs 2 and 3: a kernel each. Graph 4: kernels 40 and 41. Graph 5, in place of 4: kernel 50. */
static const int nodes_of[][3] = {{0}, {10, 11, 12}, {20}, {30}, {40, 41}, {50}};

API cuCtxGetDevice(CUdevice *device)
{
    *device = 0;
    return CUDA_SUCCESS;
}

API cuCtxGetCurrent(CUcontext *context)
{
    *context = (CUcontext)1;
    return CUDA_SUCCESS;
}

API cuDeviceGetCount(int *count)
{
    *count = 1;
    return CUDA_SUCCESS;
}

API cuDeviceGetUuid(CUuuid *uuid, CUdevice device)
{
    (void)device;
    memset(uuid, 0x11, sizeof *uuid);
    return CUDA_SUCCESS;
}

API cuGraphGetNodes(CUgraph graph, CUgraphNode *nodes, size_t *count)
{
    size_t found = 0;
    for (const int *node = nodes_of[(uintptr_t)graph / 1000]; found < 3 && node[found]; found++)
        if (nodes && found < *count)
            nodes[found] = NODE(node[found]);
    *count = found;
    return CUDA_SUCCESS;
}

API cuGraphNodeGetType(CUgraphNode node, int *type)
{
    *type = node == NODE(11) ? 13 : node == NODE(12) ? CU_GRAPH_NODE_TYPE_GRAPH : CU_GRAPH_NODE_TYPE_KERNEL;
    return CUDA_SUCCESS;
}

/* As many blocks as the node's number says; a driver of before CUDA 12, which has no second version. */
API cuGraphKernelNodeGetParams(CUgraphNode node, CUDA_KERNEL_NODE_PARAMS_v1 *params)
{
    *params = (CUDA_KERNEL_NODE_PARAMS_v1){NULL, (unsigned)((uintptr_t)node / 1000), 1, 1, 1024, 1, 1, 0, NULL, NULL};
    return CUDA_SUCCESS;
}

API cuGraphChildGraphNodeGetGraph(CUgraphNode node, CUgraph *graph)
{
    *graph = GRAPH(4);
    return node == NODE(12) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

API cuGraphAddNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUgraphNodeParams *params)
{
    (void)graph, (void)needs, (void)count;
    struct fake_conditional *conditional = (struct fake_conditional *)params->reserved1;
    if (params->type != 13)
        return CUDA_ERROR_INVALID_VALUE;
    conditional->bodies = bodies;
    *node = NODE(11);
    return CUDA_SUCCESS;
}

API cuGraphInstantiateWithFlags(CUgraphExec *exec, CUgraph graph, unsigned long long flags)
{
    (void)graph, (void)flags;
    *exec = (CUgraphExec)7000;
    return CUDA_SUCCESS;
}

API cuGraphLaunch(CUgraphExec exec, CUstream stream)
{
    (void)exec, (void)stream;
    return CUDA_SUCCESS;
}

API cuGraphNodeSetEnabled(CUgraphExec exec, CUgraphNode node, unsigned enabled)
{
    (void)exec, (void)enabled;
    return node ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

API cuGraphExecChildGraphNodeSetParams(CUgraphExec exec, CUgraphNode node, CUgraph child)
{
    (void)exec, (void)child;
    return node == NODE(12) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

API cuGraphExecKernelNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v1 *params)
{
    (void)exec, (void)node, (void)params;
    return CUDA_SUCCESS;
}

API cuGraphExecDestroy(CUgraphExec exec)
{
    (void)exec;
    return CUDA_SUCCESS;
}
