/* Changes of an executable graph: launches under way keep the plan that they were launched with. */
#include "graph.h"

static CUresult plan_again(CUgraphExec exec)
{
    struct plan *plan = plan_new(exec->graph, exec->context);
    if (!plan)
        return CUDA_ERROR_OUT_OF_MEMORY;
    plan_drop(exec->plan);
    exec->plan = plan;
    return CUDA_SUCCESS;
}

API CUresult cuGraphExecNodeSetParams(CUgraphExec exec, CUgraphNode node, CUgraphNodeParams *params)
{
    READY;
    NEED(exec_is(exec) && node_is(node) && params);
    CUresult result = node_set(graph_node_of(exec->graph, node), params);
    return result == CUDA_SUCCESS ? plan_again(exec) : result;
}

API CUresult cuGraphExecKernelNodeSetParams_v2(CUgraphExec exec, CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v2 *params)
{
    NEED(params);
    return cuGraphExecNodeSetParams(exec, node, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_KERNEL, .kernel = *params});
}

API CUresult cuGraphExecKernelNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v1 *params)
{
    NEED(params);
    const CUDA_KERNEL_NODE_PARAMS_v1 *p = params;
    CUDA_KERNEL_NODE_PARAMS_v2 wide = {p->func, p->gridDimX, p->gridDimY, p->gridDimZ, p->blockDimX, p->blockDimY, p->blockDimZ, p->sharedMemBytes,
                                       p->kernelParams, p->extra, NULL, NULL};
    return cuGraphExecKernelNodeSetParams_v2(exec, node, &wide);
}

API CUresult cuGraphExecMemcpyNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_MEMCPY3D *params, CUcontext context)
{
    NEED(params);
    return cuGraphExecNodeSetParams(exec, node, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_MEMCPY, .memcpy = {0, 0, context, *params}});
}

API CUresult cuGraphExecMemsetNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_MEMSET_NODE_PARAMS *params, CUcontext context)
{
    NEED(params);
    return cuGraphExecNodeSetParams(exec, node, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_MEMSET, .memset = {*params, context}});
}

API CUresult cuGraphExecHostNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_HOST_NODE_PARAMS *params)
{
    NEED(params);
    return cuGraphExecNodeSetParams(exec, node, &(CUgraphNodeParams){.type = CU_GRAPH_NODE_TYPE_HOST, .host = *params});
}

/* The first node whose kind or needs differ, or NULL. */
static CUgraphNode difference(CUgraph have, CUgraph want, int *kind)
{
    CUgraphNode mine = have->first, theirs = want->first;
    *kind = CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED;
    for (; mine && theirs; mine = mine->next, theirs = theirs->next) {
        if (mine->type != theirs->type)
            *kind = CU_GRAPH_EXEC_UPDATE_ERROR_NODE_TYPE_CHANGED;
        if (mine->type != theirs->type || mine->needs != theirs->needs)
            return theirs;
        CUgraphNode inner = mine->type == CU_GRAPH_NODE_TYPE_GRAPH ? difference(mine->child, theirs->child, kind) : NULL;
        if (inner)
            return inner;
    }
    return theirs ? theirs : mine;
}

API CUresult cuGraphExecUpdate_v2(CUgraphExec exec, CUgraph graph, CUgraphExecUpdateResultInfo *info)
{
    int kind;
    READY;
    NEED(exec_is(exec) && graph_is(graph) && info);
    *info = (CUgraphExecUpdateResultInfo){CU_GRAPH_EXEC_UPDATE_SUCCESS, NULL, NULL};
    CUgraphNode other = difference(exec->graph, graph, &kind);
    if (other) {
        *info = (CUgraphExecUpdateResultInfo){kind, other, NULL};
        return CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE;
    }
    CUgraph copy = graph_copy(graph);
    if (!copy)
        return CUDA_ERROR_OUT_OF_MEMORY;
    graph_free(exec->graph);
    exec->graph = copy;
    return plan_again(exec);
}

API CUresult cuGraphExecUpdate(CUgraphExec exec, CUgraph graph, CUgraphNode *error, int *answer)
{
    CUgraphExecUpdateResultInfo info = {0};
    CUresult result = cuGraphExecUpdate_v2(exec, graph, &info);
    if (error)
        *error = info.errorNode;
    if (answer)
        *answer = info.result;
    return result;
}
