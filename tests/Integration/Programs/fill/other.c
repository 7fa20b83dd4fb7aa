#include "path.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

#define LATE_BYTES ((size_t)256 << 20)
#define MOMENT_US 1000000

static CUgraphExec late_graph;
static CUdeviceptr late_managed;

/* Charged, and not taken from the driver yet; the process does nothing for as long as anybody may look. */
static void prepare_late_graph(size_t granule)
{
    CUgraph graph;
    CUgraphNode node;
    CUDA_MEM_ALLOC_NODE_PARAMS wanted = {
        .poolProps = {.allocType = ALLOCATION_PINNED, .location = {LOCATION_DEVICE, 0}}, .bytesize = LATE_BYTES};
    (void)granule;
    CALL(cuGraphCreate, &graph, 0);
    CALL(cuGraphAddMemAllocNode, &node, graph, NULL, 0, &wanted);
    CALL(cuGraphInstantiateWithFlags, &late_graph, graph, 0);
    usleep(MOMENT_US);
}

static void prepare_late_managed(size_t granule)
{
    (void)granule;
    CALL(cuMemAllocManaged, &late_managed, LATE_BYTES, ATTACH_GLOBAL);
    CALL(cuMemPrefetchAsync, late_managed, LATE_BYTES, ON_HOST, NULL);
    CALL(cuCtxSynchronize);
    usleep(MOMENT_US);
}

static CUresult take_plain(size_t granule, size_t *bytes)
{
    CUdeviceptr at;
    *bytes = granule;
    return TRY(cuMemAlloc, &at, granule);
}

/* Plain memory until there is no more; then what was charged before comes to the GPU. */
static CUresult take_beside_graph(size_t granule, size_t *bytes)
{
    CUresult result = take_plain(granule, bytes);
    if (result != CUDA_SUCCESS && late_graph) {
        CALL(cuGraphLaunch, late_graph, NULL);
        CALL(cuCtxSynchronize);
        late_graph = NULL;
    }
    return result;
}

static CUresult take_beside_managed(size_t granule, size_t *bytes)
{
    CUresult result = take_plain(granule, bytes);
    if (result != CUDA_SUCCESS) {
        CALL(cuMemPrefetchAsync, late_managed, LATE_BYTES, 0, NULL);
        CALL(cuCtxSynchronize);
    }
    return result;
}

const struct path other_paths[] = {
    {.name = "late-graph", .prepare = prepare_late_graph, .take = take_beside_graph},
    {.name = "late-managed", .prepare = prepare_late_managed, .take = take_beside_managed},
    {.name = "graph-node", .take = take_graph_node},
    {.name = "context", .take = take_context},
    {.name = "module", .prepare = write_module, .take = take_module},
    {.name = "stack-limit", .take = take_stack},
    {.name = "export-table", .prepare = find_table, .take = take_through_table},
    {0},
};
