/* Executable graphs: where they come from and how they end. */
#include "graph_memory.h"

struct birth {
    struct graph_table *table; /* NULL: nothing is governed */
    struct graph_cost cost;
};

/* False: its memory does not fit. */
static bool conceive(struct birth *birth, CUgraph graph)
{
    *birth = (struct birth){.table = cq_region() ? graph_table() : NULL};
    if (!birth->table)
        return true;
    graph_cost_read(&birth->cost, graph);
    if (graph_memory_reserve(birth->cost.bytes))
        return true;
    graph_cost_free(&birth->cost);
    return false;
}

/* Without memory to remember it by, what is charged for it stays charged. */
static void enter(struct graph_table *table, CUgraphExec exec, struct graph_cost *cost, bool by_device)
{
    cq_lock(&table->lock);
    bool entered = graph_enter(table, exec, cost, by_device);
    cq_unlock(&table->lock);
    if (entered)
        graph_memory_end(cost->bytes); /* of one that the driver ended with its context */
    graph_cost_free(cost);
}

static CUresult born(struct birth *birth, CUresult result, const CUgraphExec *exec, unsigned long long flags)
{
    if (!birth->table)
        return result;
    if (result != CUDA_SUCCESS) {
        graph_memory_undo(birth->cost.bytes);
        graph_cost_free(&birth->cost);
        return result;
    }
    graph_memory_keep(birth->cost.bytes);
    enter(birth->table, *exec, &birth->cost, flags & CUDA_GRAPH_INSTANTIATE_FLAG_DEVICE_LAUNCH);
    return result;
}

API CUresult cuGraphInstantiate(CUgraphExec *exec, CUgraph graph, CUgraphNode *error, char *log, size_t size)
{
    struct birth birth;
    if (!conceive(&birth, graph))
        return CUDA_ERROR_OUT_OF_MEMORY;
    return born(&birth, CALL(cuGraphInstantiate, exec, graph, error, log, size), exec, 0);
}

API CUresult cuGraphInstantiate_v2(CUgraphExec *exec, CUgraph graph, CUgraphNode *error, char *log, size_t size)
{
    struct birth birth;
    if (!conceive(&birth, graph))
        return CUDA_ERROR_OUT_OF_MEMORY;
    return born(&birth, CALL(cuGraphInstantiate_v2, exec, graph, error, log, size), exec, 0);
}

API CUresult cuGraphInstantiateWithFlags(CUgraphExec *exec, CUgraph graph, unsigned long long flags)
{
    struct birth birth;
    if (!conceive(&birth, graph))
        return CUDA_ERROR_OUT_OF_MEMORY;
    return born(&birth, CALL(cuGraphInstantiateWithFlags, exec, graph, flags), exec, flags);
}

static CUresult refuse(CUDA_GRAPH_INSTANTIATE_PARAMS *params)
{
    enum { CUDA_GRAPH_INSTANTIATE_ERROR = 1 };
    if (params) {
        params->hErrNode_out = NULL;
        params->result_out = CUDA_GRAPH_INSTANTIATE_ERROR;
    }
    return CUDA_ERROR_OUT_OF_MEMORY;
}

#define INSTANTIATE_WITH_PARAMS(name) \
    API CUresult name(CUgraphExec *exec, CUgraph graph, CUDA_GRAPH_INSTANTIATE_PARAMS *params) \
    { \
        struct birth birth; \
        if (!conceive(&birth, graph)) \
            return refuse(params); \
        return born(&birth, CALL(name, exec, graph, params), exec, params ? params->flags : 0); \
    }

INSTANTIATE_WITH_PARAMS(cuGraphInstantiateWithParams)
INSTANTIATE_WITH_PARAMS(cuGraphInstantiateWithParams_ptsz)

/* Forgotten first: the driver may give its handle to the next one at once. */
API CUresult cuGraphExecDestroy(CUgraphExec exec)
{
    struct graph_table *table = cq_region() ? graph_table() : NULL;
    struct graph_cost cost;
    bool by_device, known = false;
    if (table) {
        cq_lock(&table->lock);
        known = graph_take(table, exec, &cost, &by_device);
        cq_unlock(&table->lock);
    }
    CUresult result = CALL(cuGraphExecDestroy, exec);
    if (known && result != CUDA_SUCCESS) {
        enter(table, exec, &cost, by_device);
    } else if (known) {
        graph_memory_end(cost.bytes);
        graph_cost_free(&cost);
    }
    return result;
}
