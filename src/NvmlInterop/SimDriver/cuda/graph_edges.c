/* Which node waits for which. Edges carry no data of their own here: ports and types of programmatic launches are accepted and ignored. */
#include "graph.h"

#include <string.h>

/* Fills at most the caller's room with nodes, clears the rest, and tells how many there are. */
struct answer {
    CUgraphNode *from, *to;
    CUgraphEdgeData *data;
    size_t room, found;
};

static void put(struct answer *answer, CUgraphNode from, CUgraphNode to)
{
    if (answer->from && answer->found < answer->room)
        answer->from[answer->found] = from;
    if (answer->to && answer->found < answer->room)
        answer->to[answer->found] = to;
    if (answer->data && answer->found < answer->room)
        memset(&answer->data[answer->found], 0, sizeof *answer->data);
    answer->found++;
}

static CUresult finish(struct answer *answer, size_t *count)
{
    bool asks = !answer->from && !answer->to;
    for (size_t i = answer->found; !asks && i < answer->room; i++) {
        if (answer->from)
            answer->from[i] = NULL;
        if (answer->to)
            answer->to[i] = NULL;
    }
    *count = asks || answer->found < answer->room ? answer->found : answer->room;
    return CUDA_SUCCESS;
}

API CUresult cuGraphGetNodes(CUgraph graph, CUgraphNode *nodes, size_t *count)
{
    READY;
    NEED(graph_is(graph) && count);
    struct answer answer = {.to = nodes, .room = *count};
    for (CUgraphNode node = graph->first; node; node = node->next)
        put(&answer, NULL, node);
    return finish(&answer, count);
}

API CUresult cuGraphGetRootNodes(CUgraph graph, CUgraphNode *nodes, size_t *count)
{
    READY;
    NEED(graph_is(graph) && count);
    struct answer answer = {.to = nodes, .room = *count};
    for (CUgraphNode node = graph->first; node; node = node->next)
        if (!node->needs)
            put(&answer, NULL, node);
    return finish(&answer, count);
}

API CUresult cuGraphGetEdges_v2(CUgraph graph, CUgraphNode *from, CUgraphNode *to, CUgraphEdgeData *data, size_t *count)
{
    READY;
    NEED(graph_is(graph) && count && !from == !to);
    struct answer answer = {from, to, data, *count, 0};
    for (CUgraphNode node = graph->first; node; node = node->next)
        for (size_t i = 0; i < node->needs; i++)
            put(&answer, node->need[i], node);
    return finish(&answer, count);
}

API CUresult cuGraphGetEdges(CUgraph graph, CUgraphNode *from, CUgraphNode *to, size_t *count)
{
    return cuGraphGetEdges_v2(graph, from, to, NULL, count);
}

API CUresult cuGraphNodeGetDependencies_v2(CUgraphNode node, CUgraphNode *nodes, CUgraphEdgeData *data, size_t *count)
{
    READY;
    NEED(node_is(node) && count);
    struct answer answer = {NULL, nodes, data, *count, 0};
    for (size_t i = 0; i < node->needs; i++)
        put(&answer, NULL, node->need[i]);
    return finish(&answer, count);
}

API CUresult cuGraphNodeGetDependencies(CUgraphNode node, CUgraphNode *nodes, size_t *count)
{
    return cuGraphNodeGetDependencies_v2(node, nodes, NULL, count);
}

static bool waits_for(CUgraphNode node, CUgraphNode other)
{
    for (size_t i = 0; i < node->needs; i++)
        if (node->need[i] == other)
            return true;
    return false;
}

API CUresult cuGraphNodeGetDependentNodes_v2(CUgraphNode node, CUgraphNode *nodes, CUgraphEdgeData *data, size_t *count)
{
    READY;
    NEED(node_is(node) && count);
    struct answer answer = {NULL, nodes, data, *count, 0};
    for (CUgraphNode other = node->graph->first; other; other = other->next)
        if (waits_for(other, node))
            put(&answer, NULL, other);
    return finish(&answer, count);
}

API CUresult cuGraphNodeGetDependentNodes(CUgraphNode node, CUgraphNode *nodes, size_t *count)
{
    return cuGraphNodeGetDependentNodes_v2(node, nodes, NULL, count);
}

API CUresult cuGraphAddDependencies_v2(CUgraph graph, const CUgraphNode *from, const CUgraphNode *to, const CUgraphEdgeData *data, size_t count)
{
    (void)data;
    READY;
    NEED(graph_is(graph) && ((from && to) || !count));
    for (size_t i = 0; i < count; i++)
        NEED(node_is(from[i]) && node_is(to[i]) && from[i]->graph == graph && to[i]->graph == graph && from[i] != to[i] && !waits_for(to[i], from[i]));
    for (size_t i = 0; i < count; i++)
        if (!node_need(to[i], from[i]))
            return CUDA_ERROR_OUT_OF_MEMORY;
    return CUDA_SUCCESS;
}

API CUresult cuGraphAddDependencies(CUgraph graph, const CUgraphNode *from, const CUgraphNode *to, size_t count)
{
    return cuGraphAddDependencies_v2(graph, from, to, NULL, count);
}

API CUresult cuGraphRemoveDependencies_v2(CUgraph graph, const CUgraphNode *from, const CUgraphNode *to, const CUgraphEdgeData *data, size_t count)
{
    (void)data;
    READY;
    NEED(graph_is(graph) && ((from && to) || !count));
    for (size_t i = 0; i < count; i++) {
        NEED(node_is(from[i]) && node_is(to[i]) && to[i]->graph == graph && waits_for(to[i], from[i]));
        for (size_t k = 0; k < to[i]->needs; k++)
            if (to[i]->need[k] == from[i])
                to[i]->need[k--] = to[i]->need[--to[i]->needs];
    }
    return CUDA_SUCCESS;
}

API CUresult cuGraphRemoveDependencies(CUgraph graph, const CUgraphNode *from, const CUgraphNode *to, size_t count)
{
    return cuGraphRemoveDependencies_v2(graph, from, to, NULL, count);
}
