/* What is known of nodes, by their handles. Empty when it is all zeros; not guarded. */
#ifndef COASTER_QUOTA_NODE_MAP_H
#define COASTER_QUOTA_NODE_MAP_H

#include "compute.h"

struct node_entry {
    CUgraphNode node;
    uint64_t value;
    uint64_t mark;
};

struct node_map {
    struct node_entry *entry;
    size_t count, capacity;
};

/* NULL when there is none. */
struct node_entry *node_map_find(const struct node_map *map, CUgraphNode node);
/* The node's entry, a new one with zeros if need be; NULL without memory. */
struct node_entry *node_map_put(struct node_map *map, CUgraphNode node);
void node_map_free(struct node_map *map);

#endif
