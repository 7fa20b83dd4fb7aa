#include "launch.h"

#include <string.h>

#define THREADS 256u
#define GRAPH_KERNELS 3u /* two nodes of its own, and one in a child graph */

enum { PLAIN, EX, COOPERATIVE, GRAPH, MIXED };

static const char *const names[] = {"plain", "ex", "cooperative", "graph", "mixed"};

static int kind_of(const char *name)
{
    for (int kind = 0; name && kind <= MIXED; kind++)
        if (!strcmp(name, names[kind]))
            return kind;
    return -1;
}

bool is_launch_kind(const char *name)
{
    return kind_of(name) >= 0;
}

static void add_kernel(CUgraph graph, struct launches *launches, CUgraphNode *node, const CUgraphNode *before)
{
    void *parameters[] = {&launches->us};
    CUDA_KERNEL_NODE_PARAMS kernel = {
        .func = launches->spin, .gridDimX = launches->grid, .gridDimY = 1, .gridDimZ = 1, .blockDimX = THREADS, .blockDimY = 1, .blockDimZ = 1,
        .kernelParams = parameters};
    CALL(cuGraphAddKernelNode, node, graph, before, before ? 1 : 0, &kernel);
}

static CUgraphExec make_graph(struct launches *launches)
{
    CUgraph graph, child;
    CUgraphNode first, second, inner, last;
    CUgraphExec launchable;
    CALL(cuGraphCreate, &graph, 0);
    CALL(cuGraphCreate, &child, 0);
    add_kernel(child, launches, &inner, NULL);
    add_kernel(graph, launches, &first, NULL);
    add_kernel(graph, launches, &second, &first);
    CALL(cuGraphAddChildGraphNode, &last, graph, &second, 1, child);
    CALL(cuGraphInstantiateWithFlags, &launchable, graph, 0);
    return launchable;
}

struct launches launches_make(const struct options *options)
{
    struct launches made = {.spin = spin_kernel(), .kind = kind_of(options->name), .us = options->us, .grid = options->grid};
    if (made.kind == GRAPH || made.kind == MIXED)
        made.graph = make_graph(&made);
    return made;
}

uint64_t launch_most_us(const struct launches *launches)
{
    uint64_t us = launches->us ? launches->us : 1;
    return launches->graph ? us * GRAPH_KERNELS : us;
}

static void launch_ex(struct launches *launches, void **parameters)
{
    CUlaunchConfig config = {launches->grid, 1, 1, THREADS, 1, 1, 0, NULL, NULL, 0};
    CALL(cuLaunchKernelEx, &config, launches->spin, parameters, NULL);
}

uint64_t launch(struct launches *launches, size_t number)
{
    void *parameters[] = {&launches->us};
    switch (launches->kind == MIXED ? (int)(number % MIXED) : launches->kind) {
    case PLAIN:
        CALL(cuLaunchKernel, launches->spin, launches->grid, 1, 1, THREADS, 1, 1, 0, NULL, parameters, NULL);
        return launches->us;
    case EX:
        launch_ex(launches, parameters);
        return launches->us;
    case COOPERATIVE:
        CALL(cuLaunchCooperativeKernel, launches->spin, launches->grid, 1, 1, THREADS, 1, 1, 0, NULL, parameters);
        return launches->us;
    default:
        CALL(cuGraphLaunch, launches->graph, NULL);
        return (uint64_t)launches->us * GRAPH_KERNELS;
    }
}
