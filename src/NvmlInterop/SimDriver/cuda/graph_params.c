#include "graph.h"

#include <string.h>

/* The node's own pointers are its owner's: an answer refers to the node, as the driver's does. */
#define NODE(kind) \
    READY; \
    NEED(node_is(node) && node->type == (kind) && params)

API CUresult cuGraphKernelNodeGetParams_v2(CUgraphNode node, CUDA_KERNEL_NODE_PARAMS_v2 *params)
{
    NODE(CU_GRAPH_NODE_TYPE_KERNEL);
    *params = node->kernel.params;
    return CUDA_SUCCESS;
}

API CUresult cuGraphKernelNodeGetParams(CUgraphNode node, CUDA_KERNEL_NODE_PARAMS_v1 *params)
{
    NODE(CU_GRAPH_NODE_TYPE_KERNEL);
    memcpy(params, &node->kernel.params, sizeof *params);
    return CUDA_SUCCESS;
}

API CUresult cuGraphKernelNodeSetParams_v2(CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v2 *params)
{
    READY;
    NEED(params);
    return node_set(node, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_KERNEL, .kernel = *params});
}

API CUresult cuGraphKernelNodeSetParams(CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v1 *params)
{
    CUDA_KERNEL_NODE_PARAMS_v2 wide = {0};
    NEED(params);
    memcpy(&wide, params, sizeof *params);
    return cuGraphKernelNodeSetParams_v2(node, &wide);
}

API CUresult cuGraphMemcpyNodeGetParams(CUgraphNode node, CUDA_MEMCPY3D *params)
{
    NODE(CU_GRAPH_NODE_TYPE_MEMCPY);
    *params = node->box;
    return CUDA_SUCCESS;
}

API CUresult cuGraphMemcpyNodeSetParams(CUgraphNode node, const CUDA_MEMCPY3D *params)
{
    READY;
    NEED(params);
    return node_set(node, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_MEMCPY, .memcpy.copyParams = *params});
}

API CUresult cuGraphMemsetNodeGetParams(CUgraphNode node, CUDA_MEMSET_NODE_PARAMS *params)
{
    NODE(CU_GRAPH_NODE_TYPE_MEMSET);
    *params = node->set;
    return CUDA_SUCCESS;
}

API CUresult cuGraphMemsetNodeSetParams(CUgraphNode node, const CUDA_MEMSET_NODE_PARAMS *params)
{
    READY;
    NEED(params);
    return node_set(node, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_MEMSET, .memset.params = *params});
}

API CUresult cuGraphHostNodeGetParams(CUgraphNode node, CUDA_HOST_NODE_PARAMS *params)
{
    NODE(CU_GRAPH_NODE_TYPE_HOST);
    *params = node->host;
    return CUDA_SUCCESS;
}

API CUresult cuGraphHostNodeSetParams(CUgraphNode node, const CUDA_HOST_NODE_PARAMS *params)
{
    READY;
    NEED(params);
    return node_set(node, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_HOST, .host = *params});
}

API CUresult cuGraphChildGraphNodeGetGraph(CUgraphNode node, CUgraph *params)
{
    NODE(CU_GRAPH_NODE_TYPE_GRAPH);
    *params = node->child;
    return CUDA_SUCCESS;
}

API CUresult cuGraphEventRecordNodeGetEvent(CUgraphNode node, CUevent *params)
{
    NODE(CU_GRAPH_NODE_TYPE_EVENT_RECORD);
    *params = node->event;
    return CUDA_SUCCESS;
}

API CUresult cuGraphEventWaitNodeGetEvent(CUgraphNode node, CUevent *params)
{
    NODE(CU_GRAPH_NODE_TYPE_WAIT_EVENT);
    *params = node->event;
    return CUDA_SUCCESS;
}

API CUresult cuGraphMemAllocNodeGetParams(CUgraphNode node, CUDA_MEM_ALLOC_NODE_PARAMS *params)
{
    NODE(CU_GRAPH_NODE_TYPE_MEM_ALLOC);
    *params = node->alloc;
    return CUDA_SUCCESS;
}

API CUresult cuGraphMemFreeNodeGetParams(CUgraphNode node, CUdeviceptr *params)
{
    NODE(CU_GRAPH_NODE_TYPE_MEM_FREE);
    *params = node->freed;
    return CUDA_SUCCESS;
}

/* Attributes of kernel nodes (access policy, cooperative, priority) change nothing here. */
API CUresult cuGraphKernelNodeSetAttribute(CUgraphNode node, int attribute, const void *params)
{
    NODE(CU_GRAPH_NODE_TYPE_KERNEL);
    NEED(attribute >= 0 && attribute < 32);
    return CUDA_SUCCESS;
}

API CUresult cuGraphKernelNodeGetAttribute(CUgraphNode node, int attribute, void *params)
{
    NODE(CU_GRAPH_NODE_TYPE_KERNEL);
    NEED(attribute >= 0 && attribute < 32);
    memset(params, 0, 64); /* CUlaunchAttributeValue */
    return CUDA_SUCCESS;
}

API CUresult cuGraphKernelNodeCopyAttributes(CUgraphNode node, CUgraphNode params)
{
    NODE(CU_GRAPH_NODE_TYPE_KERNEL);
    NEED(node_is(params));
    return CUDA_SUCCESS;
}
