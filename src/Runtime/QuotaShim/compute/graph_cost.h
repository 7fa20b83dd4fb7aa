/* What a launch of a graph costs, and what memory its nodes take. */
#ifndef COASTER_QUOTA_GRAPH_COST_H
#define COASTER_QUOTA_GRAPH_COST_H

#include "node_map.h"

struct graph_cost {
    uint64_t units;           /* of all kernel nodes that are enabled */
    uint64_t bytes[CQ_GPUS];  /* of all allocation nodes, in granules */
    struct node_map nodes;    /* units by node; marked: disabled */
};

/* Reads the graph and what is in it. Nodes that nobody can read cost nothing. */
void graph_cost_read(struct graph_cost *cost, CUgraph graph);
void graph_cost_set(struct graph_cost *cost, CUgraphNode node, uint64_t units);
void graph_cost_enable(struct graph_cost *cost, CUgraphNode node, bool enabled);
/* The nodes of the one are those of a child graph that another has taken the place of. */
void graph_cost_forget(struct graph_cost *cost, const struct graph_cost *child);
void graph_cost_free(struct graph_cost *cost);

#endif
