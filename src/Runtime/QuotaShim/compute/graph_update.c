/* Changes of executable graphs: what they cost from then on. */
#include "graph_table.h"

/* The record, with the table's lock held; NULL without it. */
static struct graph_record *hold(CUresult result, CUgraphExec exec, struct graph_table **table)
{
    *table = result == CUDA_SUCCESS && cq_region() ? graph_table() : NULL;
    if (!*table)
        return NULL;
    cq_lock(&(*table)->lock);
    struct graph_record *record = graph_find(*table, exec);
    if (!record)
        cq_unlock(&(*table)->lock);
    return record;
}

static void let_go(struct graph_table *table, struct graph_record *record)
{
    atomic_store_explicit(&record->units, record->cost.units, memory_order_relaxed);
    cq_unlock(&table->lock);
}

static CUresult set_kernel(CUresult result, CUgraphExec exec, CUgraphNode node, struct work_shape shape)
{
    struct graph_table *table;
    struct graph_record *record = hold(result, exec, &table);
    if (record) {
        graph_cost_set(&record->cost, node, compute_units(shape));
        let_go(table, record);
    }
    return result;
}

/* The node's own graph is still the one that was there when it was instantiated. */
static CUresult set_child(CUresult result, CUgraphExec exec, CUgraphNode node, CUgraph child)
{
    struct graph_table *table;
    struct graph_cost before = {0}, after;
    CUgraph own;
    if (result != CUDA_SUCCESS || !cq_region())
        return result;
    if (ASK(cuGraphChildGraphNodeGetGraph, node, &own) == CUDA_SUCCESS)
        graph_cost_read(&before, own);
    graph_cost_read(&after, child);
    struct graph_record *record = hold(result, exec, &table);
    if (record) {
        graph_cost_forget(&record->cost, &before);
        graph_cost_set(&record->cost, node, after.units);
        let_go(table, record);
    }
    graph_cost_free(&before);
    graph_cost_free(&after);
    return result;
}

/* Its memory stays what it was: allocation nodes cannot be changed. */
static CUresult set_all(CUresult result, CUgraphExec exec, CUgraph graph)
{
    struct graph_table *table;
    struct graph_cost cost;
    if (result != CUDA_SUCCESS || !cq_region())
        return result;
    graph_cost_read(&cost, graph);
    struct graph_record *record = hold(result, exec, &table);
    if (record) {
        const struct graph_cost before = record->cost;
        record->cost.units = cost.units;
        record->cost.nodes = cost.nodes;
        cost = before;
        let_go(table, record);
    }
    graph_cost_free(&cost);
    return result;
}

API CUresult cuGraphExecKernelNodeSetParams(CUgraphExec exec, CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v1 *params)
{
    CUresult result = CALL(cuGraphExecKernelNodeSetParams, exec, node, params);
    return result == CUDA_SUCCESS ? set_kernel(result, exec, node, SHAPE_IN(params)) : result;
}

API CUresult cuGraphExecKernelNodeSetParams_v2(CUgraphExec exec, CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v2 *params)
{
    CUresult result = CALL(cuGraphExecKernelNodeSetParams_v2, exec, node, params);
    return result == CUDA_SUCCESS ? set_kernel(result, exec, node, SHAPE_IN(params)) : result;
}

API CUresult cuGraphExecChildGraphNodeSetParams(CUgraphExec exec, CUgraphNode node, CUgraph child)
{
    return set_child(CALL(cuGraphExecChildGraphNodeSetParams, exec, node, child), exec, node, child);
}

API CUresult cuGraphExecNodeSetParams(CUgraphExec exec, CUgraphNode node, CUgraphNodeParams *params)
{
    CUresult result = CALL(cuGraphExecNodeSetParams, exec, node, params);
    if (result == CUDA_SUCCESS && params->type == CU_GRAPH_NODE_TYPE_KERNEL)
        return set_kernel(result, exec, node, SHAPE_IN(&params->kernel));
    if (result == CUDA_SUCCESS && params->type == CU_GRAPH_NODE_TYPE_GRAPH)
        return set_child(result, exec, node, params->graph.graph);
    return result;
}

API CUresult cuGraphNodeSetEnabled(CUgraphExec exec, CUgraphNode node, unsigned enabled)
{
    struct graph_table *table;
    CUresult result = CALL(cuGraphNodeSetEnabled, exec, node, enabled);
    struct graph_record *record = hold(result, exec, &table);
    if (record) {
        graph_cost_enable(&record->cost, node, enabled);
        let_go(table, record);
    }
    return result;
}

API CUresult cuGraphExecUpdate(CUgraphExec exec, CUgraph graph, CUgraphNode *error, int *answer)
{
    return set_all(CALL(cuGraphExecUpdate, exec, graph, error, answer), exec, graph);
}

API CUresult cuGraphExecUpdate_v2(CUgraphExec exec, CUgraph graph, CUgraphExecUpdateResultInfo *info)
{
    return set_all(CALL(cuGraphExecUpdate_v2, exec, graph, info), exec, graph);
}
