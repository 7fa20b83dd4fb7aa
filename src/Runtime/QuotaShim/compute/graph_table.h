/* The executable graphs of the process. A launch looks its graph up without a lock. */
#ifndef COASTER_QUOTA_GRAPH_TABLE_H
#define COASTER_QUOTA_GRAPH_TABLE_H

#include "graph_cost.h"

struct graph_record {
    _Atomic(CUgraphExec) exec; /* NULL: free, for the next one of its chain */
    _Atomic(uint64_t) units;
    _Atomic(bool) by_device; /* launched from the GPU as well, which nobody sees */
    struct graph_record *next;
    struct graph_cost cost;
};

#define GRAPH_CHAINS 1024

struct graph_table {
    struct cq_lock lock;
    _Atomic(struct graph_record *) chain[GRAPH_CHAINS];
    struct graph_record *fresh;
    size_t fresh_count;
    struct node_map bodies;        /* of conditional nodes: where their graphs are, marked with how many */
    uint64_t ended_bytes[CQ_GPUS]; /* of graphs that are gone, whose memory the driver may still hold */
};

/* NULL without memory. */
struct graph_table *graph_table(void);
/* The record of an executable graph, or NULL. Only `units` and `by_device` can be read without the lock. */
struct graph_record *graph_find(struct graph_table *table, CUgraphExec exec);
/* With the lock held. What the record held of an older one under the same handle comes back in cost; false without memory. */
bool graph_enter(struct graph_table *table, CUgraphExec exec, struct graph_cost *cost, bool by_device);
/* With the lock held: forgets it; false when it was not known. */
bool graph_take(struct graph_table *table, CUgraphExec exec, struct graph_cost *cost, bool *by_device);

#endif
