#include "conditional.h"

#include "graph_table.h"

/* CUDA_CONDITIONAL_NODE_PARAMS */
struct conditional_params {
    cuuint64_t handle;
    int type;
    unsigned size;
    CUgraph *bodies; /* the driver's own, as long as there is the node */
    CUcontext context;
};

bool conditional_body(CUgraphNode node, unsigned index, CUgraph *body)
{
    struct graph_table *table = graph_table();
    if (!table)
        return false;
    cq_lock(&table->lock);
    const struct node_entry *entry = node_map_find(&table->bodies, node);
    bool known = entry && index < entry->mark;
    if (known)
        *body = ((CUgraph *)(uintptr_t)entry->value)[index];
    cq_unlock(&table->lock);
    return known;
}

/* A node that is gone stays known until another one has its handle; it is asked for by nobody. */
static CUresult remember(CUresult result, const CUgraphNode *node, const CUgraphNodeParams *params)
{
    if (result != CUDA_SUCCESS || params->type != NODE_TYPE_CONDITIONAL || !cq_region())
        return result;
    const struct conditional_params *conditional = (const void *)params->reserved1;
    struct graph_table *table = graph_table();
    if (!table)
        return result;
    cq_lock(&table->lock);
    struct node_entry *entry = node_map_put(&table->bodies, *node);
    if (entry)
        *entry = (struct node_entry){*node, (uintptr_t)conditional->bodies, conditional->bodies ? conditional->size : 0};
    cq_unlock(&table->lock);
    return result;
}

API CUresult cuGraphAddNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUgraphNodeParams *params)
{
    return remember(CALL(cuGraphAddNode, node, graph, needs, count, params), node, params);
}

API CUresult cuGraphAddNode_v2(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, const CUgraphEdgeData *data, size_t count,
                               CUgraphNodeParams *params)
{
    return remember(CALL(cuGraphAddNode_v2, node, graph, needs, data, count, params), node, params);
}
