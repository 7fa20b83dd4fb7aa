/* Conditional nodes of graphs. The driver tells their bodies only when they are made. */
#ifndef COASTER_QUOTA_CONDITIONAL_H
#define COASTER_QUOTA_CONDITIONAL_H

#include "compute.h"

#define NODE_TYPE_CONDITIONAL 13

/* The graph of that index in the node; false when there is none or nobody knows. */
bool conditional_body(CUgraphNode node, unsigned index, CUgraph *body);

#endif
