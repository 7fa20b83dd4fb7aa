/* Graphs: nodes in the order in which they were added, and the plan that an executable graph makes of them. */
#ifndef COASTER_SIM_CUDA_GRAPH_H
#define COASTER_SIM_CUDA_GRAPH_H

#include "../include/cuda_graph_abi.h"
#include "box.h"
#include "cuda_internal.h"
#include "module.h"

/* The addresses of an allocation node, shared by the node and its copies in executable graphs. */
struct graph_block {
    unsigned references;
    CUdeviceptr at;
    size_t size;
    CUdevice ordinal;
    bool live;
};

struct kernel_node {
    CUDA_KERNEL_NODE_PARAMS_v2 params;
    uint32_t spin_us;
    void *parameter; /* what kernelParams of an answer points to */
};

struct CUgraphNode_st {
    uint32_t magic;
    int type;
    CUgraph graph;
    CUgraphNode next, origin, copy;
    CUgraphNode *need;
    size_t needs, missing;
    bool placed;
    CUcontext context;
    union {
        struct kernel_node kernel;
        CUDA_MEMCPY3D box;
        CUDA_MEMSET_NODE_PARAMS set;
        CUDA_HOST_NODE_PARAMS host;
        CUgraph child;
        CUevent event;
        CUdeviceptr freed;
        struct {
            CUDA_MEM_ALLOC_NODE_PARAMS alloc;
            struct graph_block *block;
        };
    };
};

struct CUgraph_st {
    uint32_t magic;
    size_t count;
    CUgraphNode first, last;
};

/* What a launch does, in order; it never changes, so that a launch under way keeps what it was launched with. */
struct plan {
    unsigned references;
    size_t count, capacity;
    struct work *item;
    CUcontext context;
    uint64_t live, peak; /* bytes of its own allocations: those that live at one time, at most */
    bool failed;
};

struct CUgraphExec_st {
    uint32_t magic;
    CUgraph graph;
    CUcontext context;
    cuuint64_t flags;
    struct plan *plan;
};

bool graph_is(CUgraph graph);
bool node_is(CUgraphNode node);
bool exec_is(CUgraphExec exec);
CUgraph graph_new(void);
void graph_free(CUgraph graph);
CUgraph graph_copy(CUgraph graph);
/* The node of a copied graph that stands for the original one, in child graphs too. */
CUgraphNode graph_node_of(CUgraph copy, CUgraphNode original);
/* Appends a node; NULL when a dependency is none of this graph or there is no memory. */
CUgraphNode node_new(CUgraph graph, int type, const CUgraphNode *needs, size_t count);
bool node_need(CUgraphNode node, CUgraphNode other);
void node_drop(CUgraphNode node);
void node_set_kernel(CUgraphNode node, const CUDA_KERNEL_NODE_PARAMS_v2 *params);
CUresult graph_add_alloc(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUDA_MEM_ALLOC_NODE_PARAMS *params);
CUresult graph_add_node(CUgraphNode *node, CUgraph graph, const CUgraphNode *needs, size_t count, CUgraphNodeParams *params);
CUresult node_set(CUgraphNode node, const CUgraphNodeParams *params);

struct plan *plan_new(CUgraph graph, CUcontext context);
struct plan *plan_keep(struct plan *plan);
void plan_drop(struct plan *plan);

CUresult graph_block_new(CUcontext context, size_t size, struct graph_block **block);
void graph_block_drop(struct graph_block *block);
/* Backs the graph by memory of the device's graph pool; a launch also makes the allocations live that it does not free itself. */
CUresult graph_memory_ready(CUgraphExec exec, bool launches);
void graph_memory_done(CUdevice ordinal);
/* Whether the graph itself frees the memory. */
bool graph_frees(CUgraph graph, CUdeviceptr at);
bool graph_owns(CUgraph graph, CUdeviceptr at);

#endif
