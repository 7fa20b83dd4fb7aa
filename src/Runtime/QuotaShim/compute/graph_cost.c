#include "graph_cost.h"

#include "../region/kernel.h"
#include "conditional.h"

/* Deeper ones are not read: a graph cannot be made to hold itself, so this is an error of somebody. */
#define DEEPEST 64

static void read_node(struct graph_cost *cost, CUgraphNode node, int type, int depth);

static void read_nodes(struct graph_cost *cost, CUgraph graph, int depth)
{
    size_t count = 0;
    int type;
    if (depth > DEEPEST || ASK(cuGraphGetNodes, graph, NULL, &count) != CUDA_SUCCESS || !count)
        return;
    size_t room = count * sizeof(CUgraphNode);
    CUgraphNode *nodes = kernel_map(room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    if (!nodes)
        return;
    if (ASK(cuGraphGetNodes, graph, nodes, &count) == CUDA_SUCCESS)
        for (size_t i = 0; i < count && i < room / sizeof *nodes; i++)
            if (nodes[i] && ASK(cuGraphNodeGetType, nodes[i], &type) == CUDA_SUCCESS)
                read_node(cost, nodes[i], type, depth);
    kernel_unmap(nodes, room);
}

static void read_inner(struct graph_cost *cost, CUgraphNode node, int type, int depth)
{
    CUgraph inner;
    if (type == CU_GRAPH_NODE_TYPE_GRAPH && ASK(cuGraphChildGraphNodeGetGraph, node, &inner) == CUDA_SUCCESS)
        read_nodes(cost, inner, depth + 1);
    for (unsigned i = 0; type == NODE_TYPE_CONDITIONAL && conditional_body(node, i, &inner); i++)
        read_nodes(cost, inner, depth + 1);
}

/* The second version is of CUDA 12; the first one knows fewer members of the same structure. */
static uint64_t kernel_units(CUgraphNode node)
{
    CUDA_KERNEL_NODE_PARAMS_v2 params;
    CUDA_KERNEL_NODE_PARAMS_v1 *old = (CUDA_KERNEL_NODE_PARAMS_v1 *)&params;
    CUresult result = cq_real(FN_cuGraphKernelNodeGetParams_v2) ? ASK(cuGraphKernelNodeGetParams_v2, node, &params)
                                                                : ASK(cuGraphKernelNodeGetParams, node, old);
    return result == CUDA_SUCCESS ? compute_units(SHAPE_IN(&params)) : 0;
}

static void add_bytes(struct graph_cost *cost, CUgraphNode node)
{
    CUDA_MEM_ALLOC_NODE_PARAMS params;
    if (ASK(cuGraphMemAllocNodeGetParams, node, &params) != CUDA_SUCCESS || params.poolProps.location.type != CU_MEM_LOCATION_TYPE_DEVICE)
        return;
    int gpu = cq_gpu_of_device(params.poolProps.location.id);
    if (gpu >= 0 && __builtin_add_overflow(cost->bytes[gpu], params.bytesize, &cost->bytes[gpu]))
        cost->bytes[gpu] = UINT64_MAX / 2;
}

static void read_node(struct graph_cost *cost, CUgraphNode node, int type, int depth)
{
    if (type == CU_GRAPH_NODE_TYPE_KERNEL)
        graph_cost_set(cost, node, kernel_units(node));
    else if (type == CU_GRAPH_NODE_TYPE_MEM_ALLOC)
        add_bytes(cost, node);
    else
        read_inner(cost, node, type, depth);
}

void graph_cost_read(struct graph_cost *cost, CUgraph graph)
{
    *cost = (struct graph_cost){0};
    read_nodes(cost, graph, 0);
    for (int gpu = 0; gpu < CQ_GPUS; gpu++)
        if (cost->bytes[gpu])
            cost->bytes[gpu] = cq_round(gpu, cost->bytes[gpu]);
}

void graph_cost_set(struct graph_cost *cost, CUgraphNode node, uint64_t units)
{
    struct node_entry *entry = node_map_put(&cost->nodes, node);
    uint64_t before = entry && !entry->mark ? entry->value : 0, after = entry && entry->mark ? 0 : units;
    cost->units = cost->units - before + after;
    if (entry)
        entry->value = units;
}

void graph_cost_enable(struct graph_cost *cost, CUgraphNode node, bool enabled)
{
    struct node_entry *entry = node_map_find(&cost->nodes, node);
    if (!entry || enabled == !entry->mark)
        return;
    cost->units = enabled ? cost->units + entry->value : cost->units - entry->value;
    entry->mark = !enabled;
}

void graph_cost_forget(struct graph_cost *cost, const struct graph_cost *child)
{
    for (size_t i = 0; i < child->nodes.capacity; i++)
        if (child->nodes.entry[i].node && node_map_find(&cost->nodes, child->nodes.entry[i].node))
            graph_cost_set(cost, child->nodes.entry[i].node, 0);
}

void graph_cost_free(struct graph_cost *cost)
{
    node_map_free(&cost->nodes);
}
