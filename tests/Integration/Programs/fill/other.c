#include "path.h"

#include <stdlib.h>
#include <string.h>

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

static char *ptx;

/* A text of the granule's size: the driver keeps an image of about what it was given. */
static void write_module(size_t granule)
{
    static const char head[] = ".version 6.0\n.target sm_50\n.address_size 64\n";
    ptx = malloc(granule);
    if (!ptx)
        exit(1);
    memset(ptx, '\n', granule);
    memcpy(ptx, head, sizeof head - 1);
    ptx[granule - 1] = 0;
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

typedef struct { size_t size; CUresult (*allocate)(CUdeviceptr *, size_t); } export_table;

static const export_table *private_functions;

/* The driver's libraries reach it by tables without names. This identity is of the simulated driver's table of memory functions. */
static void find_table(size_t granule)
{
    static const CUuuid id = {{0x43, 0x53, 0x49, 0x4d, 0x6d, 0x65, 0x4d, 0x01, 0x8e, 0x21, 0x5c, 0x70, 0x1b, 0x9a, 0x44, 0xd2}};
    const void *table = NULL;
    (void)granule;
    CALL(cuGetExportTable, &table, &id);
    private_functions = table;
}

static CUresult take_through_table(size_t granule, size_t *bytes)
{
    CUdeviceptr at;
    *bytes = granule;
    return private_functions->allocate(&at, granule);
}

const struct path other_paths[] = {
    {.name = "graph-node", .take = take_graph_node},
    {.name = "context", .take = take_context},
    {.name = "module", .prepare = write_module, .take = take_module},
    {.name = "stack-limit", .take = take_stack},
    {.name = "export-table", .prepare = find_table, .take = take_through_table},
    {0},
};
