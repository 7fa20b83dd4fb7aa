#include "capture.h"

#include <stdlib.h>

#define EXEC_MAGIC 0x43455845u

bool exec_is(CUgraphExec exec)
{
    return exec && exec->magic == EXEC_MAGIC;
}

static CUgraphExec exec_new(CUgraph graph, CUcontext context, cuuint64_t flags)
{
    CUgraphExec made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->context = context;
    made->flags = flags;
    made->magic = EXEC_MAGIC;
    made->graph = graph_copy(graph);
    made->plan = made->graph ? plan_new(made->graph, context) : NULL;
    if (made->plan)
        return made;
    graph_free(made->graph);
    free(made);
    return NULL;
}

API CUresult cuGraphExecDestroy(CUgraphExec exec)
{
    READY;
    NEED(exec_is(exec));
    plan_drop(exec->plan);
    graph_free(exec->graph);
    exec->magic = 0;
    free(exec);
    return CUDA_SUCCESS;
}

API CUresult cuGraphInstantiateWithFlags(CUgraphExec *exec, CUgraph graph, unsigned long long flags)
{
    CURRENT(context);
    NEED(exec && graph_is(graph) && flags <= 15);
    CUgraphExec made = exec_new(graph, context, flags);
    NEED(made);
    CUresult result = flags & CUDA_GRAPH_INSTANTIATE_FLAG_UPLOAD ? graph_memory_ready(made, false) : CUDA_SUCCESS;
    if (result == CUDA_SUCCESS)
        *exec = made;
    else
        cuGraphExecDestroy(made);
    return result;
}

API CUresult cuGraphInstantiate_v2(CUgraphExec *exec, CUgraph graph, CUgraphNode *error, char *log, size_t size)
{
    if (error)
        *error = NULL;
    if (log && size)
        *log = 0;
    return cuGraphInstantiateWithFlags(exec, graph, 0);
}

/* The export of that name is the first version; cuGetProcAddress knows by the caller's version which one it wants. */
API CUresult cuGraphInstantiate(CUgraphExec *exec, CUgraph graph, CUgraphNode *error, char *log, size_t size)
{
    return cuGraphInstantiate_v2(exec, graph, error, log, size);
}

API CUresult cuGraphInstantiateWithParams(CUgraphExec *exec, CUgraph graph, CUDA_GRAPH_INSTANTIATE_PARAMS *params)
{
    NEED(params);
    CUresult result = cuGraphInstantiateWithFlags(exec, graph, params->flags);
    params->hErrNode_out = NULL;
    params->result_out = result == CUDA_SUCCESS ? 0 : 1; /* CUDA_GRAPH_INSTANTIATE_ERROR */
    return result;
}

API CUresult cuGraphExecGetFlags(CUgraphExec exec, cuuint64_t *flags)
{
    READY;
    NEED(exec_is(exec) && flags);
    *flags = exec->flags;
    return CUDA_SUCCESS;
}

API CUresult cuGraphUpload(CUgraphExec exec, CUstream stream)
{
    CUcontext context;
    NEED(exec_is(exec));
    CUresult result = cuda_stream_context(stream, &context);
    return result == CUDA_SUCCESS ? graph_memory_ready(exec, false) : result;
}

API CUresult cuGraphLaunch(CUgraphExec exec, CUstream stream)
{
    CUcontext context;
    NEED(exec_is(exec));
    CUresult result = cuda_stream_context(stream, &context);
    if (result == CUDA_SUCCESS && is_capturing(stream))
        return capture_graph(stream, exec->graph);
    if (result == CUDA_SUCCESS)
        result = graph_memory_ready(exec, true);
    if (result != CUDA_SUCCESS)
        return result;
    allocation_use(context);
    struct plan *plan = plan_keep(exec->plan);
    struct work work = {.kind = WORK_GRAPH, .to = plan};
    if (plan->count == 1 && plan->item[0].kind == WORK_KERNEL) /* a graph of kernels alone takes turns as kernels do */
        work = (struct work){.kind = WORK_KERNEL, .duration_ns = plan->item[0].duration_ns, .to = plan};
    result = queue_run(stream, &work);
    if (result != CUDA_SUCCESS)
        plan_ran(plan);
    return result;
}

ALIAS(cuGraphInstantiateWithParams_ptsz, cuGraphInstantiateWithParams);
ALIAS(cuGraphUpload_ptsz, cuGraphUpload);
ALIAS(cuGraphLaunch_ptsz, cuGraphLaunch);
