#include "path.h"

#include <stdio.h>
#include <stdlib.h>

/* A graph with one node that allocates, launched once: what it took stays with the program. */
static CUresult take_graph_node(size_t granule, size_t *bytes)
{
    CUgraph graph;
    CUgraphNode node;
    CUgraphExec launchable;
    CUDA_MEM_ALLOC_NODE_PARAMS wanted = {
        .poolProps = {.allocType = ALLOCATION_PINNED, .location = {LOCATION_DEVICE, 0}}, .bytesize = granule};
    *bytes = granule;
    CALL(cuGraphCreate, &graph, 0);
    CUresult result = TRY(cuGraphAddMemAllocNode, &node, graph, NULL, 0, &wanted);
    if (result == CUDA_SUCCESS)
        result = TRY(cuGraphInstantiateWithFlags, &launchable, graph, 0);
    if (result == CUDA_SUCCESS)
        result = TRY(cuGraphLaunch, launchable, NULL);
    return result == CUDA_SUCCESS ? TRY(cuCtxSynchronize) : result;
}

/* The driver decides how much that is. */
static CUresult take_context(size_t granule, size_t *bytes)
{
    CUcontext context;
    (void)granule;
    *bytes = 0;
    CUresult result = TRY(cuCtxCreate, &context, 0, 0);
    return result == CUDA_SUCCESS ? TRY(cuCtxPopCurrent, &context) : result;
}

static const char *ptx;

/* Text with a variable of the granule's size, which the driver places on the GPU. */
static void write_module(size_t granule)
{
    static char text[256];
    snprintf(text, sizeof text, ".version 6.0\n.target sm_50\n.address_size 64\n.visible .global .align 4 .b8 data[%zu];\n", granule);
    ptx = text;
}

static CUresult take_module(size_t granule, size_t *bytes)
{
    CUmodule module;
    *bytes = granule;
    return TRY(cuModuleLoadData, &module, ptx);
}

/* A thread's stack is taken for every thread that the GPU can hold at once. */
static CUresult take_stack(size_t granule, size_t *bytes)
{
    static size_t limit = 1024;
    (void)granule;
    *bytes = 0;
    limit += 256;
    return TRY(cuCtxSetLimit, LIMIT_STACK_SIZE, limit);
}

const struct path other_paths[] = {
    {.name = "graph-node", .take = take_graph_node},
    {.name = "context", .take = take_context},
    {.name = "module", .prepare = write_module, .take = take_module},
    {.name = "stack-limit", .take = take_stack},
    {0},
};
