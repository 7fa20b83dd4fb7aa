#include "graph.h"

#include <stdlib.h>
#include <string.h>

#define GRAPH_MAGIC 0x48505247u
#define NODE_MAGIC 0x45444f4eu

bool graph_is(CUgraph graph)
{
    return graph && graph->magic == GRAPH_MAGIC;
}

bool node_is(CUgraphNode node)
{
    return node && node->magic == NODE_MAGIC;
}

CUgraph graph_new(void)
{
    CUgraph made = calloc(1, sizeof *made);
    if (made)
        made->magic = GRAPH_MAGIC;
    return made;
}

static void free_node(CUgraphNode node)
{
    if (node->type == CU_GRAPH_NODE_TYPE_GRAPH)
        graph_free(node->child);
    if (node->type == CU_GRAPH_NODE_TYPE_MEM_ALLOC)
        graph_block_drop(node->block);
    node->magic = 0;
    free(node->need);
    free(node);
}

void graph_free(CUgraph graph)
{
    if (!graph)
        return;
    for (CUgraphNode node = graph->first, next; node; node = next) {
        next = node->next;
        free_node(node);
    }
    graph->magic = 0;
    free(graph);
}

bool node_need(CUgraphNode node, CUgraphNode other)
{
    for (size_t i = 0; i < node->needs; i++)
        if (node->need[i] == other)
            return true;
    CUgraphNode *more = realloc(node->need, (node->needs + 1) * sizeof *more);
    if (!more)
        return false;
    node->need = more;
    node->need[node->needs++] = other;
    return true;
}

CUgraphNode node_new(CUgraph graph, int type, const CUgraphNode *needs, size_t count)
{
    CUgraphNode made = calloc(1, sizeof *made);
    bool whole = made;
    for (size_t i = 0; whole && i < count; i++)
        whole = node_is(needs[i]) && needs[i]->graph == graph && node_need(made, needs[i]);
    if (!whole) {
        free(made ? made->need : NULL);
        free(made);
        return NULL;
    }
    made->magic = NODE_MAGIC;
    made->type = type;
    made->graph = graph;
    if (graph->last)
        graph->last->next = made;
    else
        graph->first = made;
    graph->last = made;
    graph->count++;
    return made;
}

static void forget(CUgraphNode node, CUgraphNode gone)
{
    for (size_t i = 0; i < node->needs; i++)
        if (node->need[i] == gone)
            node->need[i--] = node->need[--node->needs];
}

void node_drop(CUgraphNode node)
{
    CUgraph graph = node->graph;
    CUgraphNode before = NULL;
    for (CUgraphNode at = graph->first; at; at = at->next) {
        forget(at, node);
        if (at->next == node)
            before = at;
    }
    if (before)
        before->next = node->next;
    else
        graph->first = node->next;
    if (graph->last == node)
        graph->last = before;
    graph->count--;
    free_node(node);
}

static bool copy_inner(CUgraphNode to, CUgraphNode from)
{
    memcpy(&to->kernel, &from->kernel, sizeof *to - offsetof(struct CUgraphNode_st, kernel));
    to->context = from->context;
    to->origin = from;
    if (from->type == CU_GRAPH_NODE_TYPE_KERNEL)
        node_set_kernel(to, &from->kernel.params);
    if (from->type == CU_GRAPH_NODE_TYPE_MEM_ALLOC)
        __atomic_add_fetch(&from->block->references, 1, __ATOMIC_RELAXED);
    if (from->type != CU_GRAPH_NODE_TYPE_GRAPH)
        return true;
    to->child = graph_copy(from->child);
    return to->child;
}

CUgraph graph_copy(CUgraph graph)
{
    CUgraph made = graph_new();
    bool whole = made;
    for (CUgraphNode from = graph->first; whole && from; from = from->next) {
        from->copy = node_new(made, CU_GRAPH_NODE_TYPE_EMPTY, NULL, 0);
        whole = from->copy && copy_inner(from->copy, from);
        if (whole)
            from->copy->type = from->type;
    }
    for (CUgraphNode from = graph->first; whole && from; from = from->next)
        for (size_t i = 0; whole && i < from->needs; i++)
            whole = node_need(from->copy, from->need[i]->copy);
    if (whole)
        return made;
    graph_free(made);
    return NULL;
}

CUgraphNode graph_node_of(CUgraph copy, CUgraphNode original)
{
    for (CUgraphNode node = copy->first; node; node = node->next) {
        CUgraphNode inside = node->type == CU_GRAPH_NODE_TYPE_GRAPH ? graph_node_of(node->child, original) : NULL;
        if (node->origin == original || inside)
            return inside ? inside : node;
    }
    return NULL;
}

API CUresult cuGraphCreate(CUgraph *graph, unsigned flags)
{
    READY;
    NEED(graph && !flags);
    *graph = graph_new();
    return *graph ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}

API CUresult cuGraphDestroy(CUgraph graph)
{
    READY;
    NEED(graph_is(graph));
    graph_free(graph);
    return CUDA_SUCCESS;
}

API CUresult cuGraphClone(CUgraph *copy, CUgraph graph)
{
    READY;
    NEED(copy && graph_is(graph));
    *copy = graph_copy(graph);
    return *copy ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}

API CUresult cuGraphNodeFindInClone(CUgraphNode *found, CUgraphNode original, CUgraph copy)
{
    READY;
    NEED(found && node_is(original) && graph_is(copy));
    *found = graph_node_of(copy, original);
    return *found ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

API CUresult cuGraphDestroyNode(CUgraphNode node)
{
    READY;
    NEED(node_is(node));
    node_drop(node);
    return CUDA_SUCCESS;
}

API CUresult cuGraphNodeGetType(CUgraphNode node, int *type)
{
    READY;
    NEED(node_is(node) && type);
    *type = node->type;
    return CUDA_SUCCESS;
}
