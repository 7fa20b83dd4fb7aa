#include "graph.h"

#include <string.h>

/* Declares `made`, a new node of the graph, or leaves. */
#define ADD(type) \
    READY; \
    NEED(node && graph_is(graph) && (needs || !count)); \
    CUgraphNode made = node_new(graph, (type), needs, count); \
    NEED(made); \
    *node = made

static bool kernel_is_valid(const CUDA_KERNEL_NODE_PARAMS_v2 *params)
{
    uint64_t threads = (uint64_t)params->blockDimX * params->blockDimY * params->blockDimZ;
    return (params->func || params->kern) && params->gridDimX && params->gridDimY && params->gridDimZ && threads && threads <= 1024;
}

/* The arguments are read now, as the driver copies them now. */
void node_set_kernel(CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v2 *params)
{
    struct kernel_node *kernel = &node->kernel;
    CUfunction function = params->func ? params->func : (CUfunction)params->kern;
    kernel->spin_us = (uint32_t)(function_spin_ns(function, params->kernelParams, params->extra) / 1000);
    kernel->params = *params;
    kernel->params.func = function;
    kernel->params.extra = NULL;
    kernel->parameter = &kernel->spin_us;
    kernel->params.kernelParams = function->spins ? &kernel->parameter : NULL;
}

API CUresult cuGraphAddKernelNode_v2(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, const CUDA_KERNEL_NODE_PARAMS_v2 *params)
{
    NEED(params && kernel_is_valid(params));
    ADD(CU_GRAPH_NODE_TYPE_KERNEL);
    node_set_kernel(made, params);
    return CUDA_SUCCESS;
}

API CUresult cuGraphAddKernelNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, const CUDA_KERNEL_NODE_PARAMS_v1 *params)
{
    CUDA_KERNEL_NODE_PARAMS_v2 wide = {0};
    NEED(params);
    memcpy(&wide, params, sizeof *params);
    return cuGraphAddKernelNode_v2(node, graph, needs, count, &wide);
}

API CUresult cuGraphAddMemcpyNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, const CUDA_MEMCPY3D *box, CUcontext context)
{
    NEED(box && box_is_valid(box));
    ADD(CU_GRAPH_NODE_TYPE_MEMCPY);
    made->box = *box;
    made->context = context;
    return CUDA_SUCCESS;
}

static bool set_is_valid(const CUDA_MEMSET_NODE_PARAMS *set)
{
    struct allocation found;
    bool sized = (set->elementSize == 1 || set->elementSize == 2 || set->elementSize == 4) && set->width && set->height;
    return sized && allocation_find(set->dst, &found);
}

API CUresult cuGraphAddMemsetNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, const CUDA_MEMSET_NODE_PARAMS *set,
                                  CUcontext context)
{
    NEED(set && set_is_valid(set));
    ADD(CU_GRAPH_NODE_TYPE_MEMSET);
    made->set = *set;
    made->context = context;
    return CUDA_SUCCESS;
}

API CUresult cuGraphAddHostNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, const CUDA_HOST_NODE_PARAMS *host)
{
    NEED(host && host->fn);
    ADD(CU_GRAPH_NODE_TYPE_HOST);
    made->host = *host;
    return CUDA_SUCCESS;
}

API CUresult cuGraphAddEmptyNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count)
{
    ADD(CU_GRAPH_NODE_TYPE_EMPTY);
    return CUDA_SUCCESS;
}

API CUresult cuGraphAddChildGraphNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUgraph child)
{
    NEED(graph_is(child));
    CUgraph copy = graph_copy(child);
    if (!copy)
        return CUDA_ERROR_OUT_OF_MEMORY;
    CUgraphNode made = node && graph_is(graph) ? node_new(graph, CU_GRAPH_NODE_TYPE_GRAPH, needs, count) : NULL;
    if (!made) {
        graph_free(copy);
        return CUDA_ERROR_INVALID_VALUE;
    }
    made->child = copy;
    *node = made;
    return CUDA_SUCCESS;
}

API CUresult cuGraphAddEventRecordNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUevent event)
{
    NEED(event);
    ADD(CU_GRAPH_NODE_TYPE_EVENT_RECORD);
    made->event = event;
    return CUDA_SUCCESS;
}

API CUresult cuGraphAddEventWaitNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUevent event)
{
    NEED(event);
    ADD(CU_GRAPH_NODE_TYPE_WAIT_EVENT);
    made->event = event;
    return CUDA_SUCCESS;
}

CUresult graph_add_alloc(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUDA_MEM_ALLOC_NODE_PARAMS *params)
{
    struct graph_block *block;
    CURRENT(context);
    NEED(params && params->bytesize && params->poolProps.location.type == CU_MEM_LOCATION_TYPE_DEVICE && cuda_device(params->poolProps.location.id));
    CUresult result = graph_block_new(context, params->bytesize, &block);
    if (result != CUDA_SUCCESS)
        return result;
    block->ordinal = params->poolProps.location.id;
    CUgraphNode made = node && graph_is(graph) ? node_new(graph, CU_GRAPH_NODE_TYPE_MEM_ALLOC, needs, count) : NULL;
    if (!made) {
        graph_block_drop(block);
        return CUDA_ERROR_INVALID_VALUE;
    }
    made->block = block;
    params->dptr = block->at;
    made->alloc = *params;
    *node = made;
    return CUDA_SUCCESS;
}

API CUresult cuGraphAddMemAllocNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUDA_MEM_ALLOC_NODE_PARAMS *params)
{
    return graph_add_alloc(node, graph, needs, count, params);
}

API CUresult cuGraphAddMemFreeNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUdeviceptr at)
{
    struct allocation found;
    NEED(allocation_find(at, &found) && found.base == at && found.kind == MEMORY_GRAPH);
    ADD(CU_GRAPH_NODE_TYPE_MEM_FREE);
    made->freed = at;
    return CUDA_SUCCESS;
}
