/*
 * The memory of allocation nodes. A graph is charged for all of them from its instantiation to its end, though the driver backs it later and lets
 * graphs share: so it is never too little. What the driver keeps of graphs that are gone stays charged as long as it says that it holds so much.
 */
#ifndef COASTER_QUOTA_GRAPH_MEMORY_H
#define COASTER_QUOTA_GRAPH_MEMORY_H

#include "graph_table.h"

/* Begins an operation on every GPU with bytes; false: it does not fit, and none is begun. */
bool graph_memory_reserve(const uint64_t bytes[CQ_GPUS]);
void graph_memory_keep(const uint64_t bytes[CQ_GPUS]);
void graph_memory_undo(const uint64_t bytes[CQ_GPUS]);
/* The graph is gone. */
void graph_memory_end(const uint64_t bytes[CQ_GPUS]);

#endif
