/* Executable graphs under the library: what a launch of them costs, and the memory of their nodes. */
#include "quota.h"

#define CAPTURE_RELAXED 2

static CUgraph new_graph(void)
{
    CUgraph graph;
    EQUAL(CUDA(cuGraphCreate, (CUgraph *, unsigned), &graph, 0), 0);
    return graph;
}

static CUDA_KERNEL_NODE_PARAMS_v2 blocks(unsigned count)
{
    return (CUDA_KERNEL_NODE_PARAMS_v2){function("quick"), count, 1, 1, 1024, 1, 1, 0, NULL, NULL, NULL, NULL};
}

static CUgraphNode add_kernel(CUgraph graph, unsigned count)
{
    CUgraphNode node;
    CUDA_KERNEL_NODE_PARAMS_v2 params = blocks(count);
    EQUAL(CUDA(cuGraphAddKernelNode_v2, (CUgraphNode *, CUgraph, const CUgraphNode *, size_t, const CUDA_KERNEL_NODE_PARAMS_v2 *), &node, graph, NULL, 0,
               &params), 0);
    return node;
}

static CUgraphNode add_child(CUgraph graph, CUgraph child)
{
    CUgraphNode node;
    EQUAL(CUDA(cuGraphAddChildGraphNode, (CUgraphNode *, CUgraph, const CUgraphNode *, size_t, CUgraph), &node, graph, NULL, 0, child), 0);
    return node;
}

static CUgraphNode add_alloc(CUgraph graph, CUdevice device, size_t mib, CUdeviceptr *at)
{
    CUgraphNode node;
    CUgraphNodeParams params = {.type = CU_GRAPH_NODE_TYPE_MEM_ALLOC,
                                .alloc = {.poolProps = {.allocType = 1, .location = {CU_MEM_LOCATION_TYPE_DEVICE, device}}, .bytesize = mib * MIB}};
    EQUAL(CUDA(cuGraphAddNode, (CUgraphNode *, CUgraph, const CUgraphNode *, size_t, CUgraphNodeParams *), &node, graph, NULL, 0, &params), 0);
    if (at)
        *at = params.alloc.dptr;
    return node;
}

static CUresult instantiate_to(CUgraphExec *exec, CUgraph graph, unsigned long long flags)
{
    return CUDA(cuGraphInstantiateWithFlags, (CUgraphExec *, CUgraph, unsigned long long), exec, graph, flags);
}

static CUgraphExec instantiate(CUgraph graph)
{
    CUgraphExec exec;
    EQUAL(instantiate_to(&exec, graph, 0), 0);
    return exec;
}

static void launch(CUgraphExec exec)
{
    EQUAL(CUDA(cuGraphLaunch, (CUgraphExec, CUstream), exec, NULL), 0);
}

static void synchronize(void)
{
    EQUAL(CUDA(cuCtxSynchronize, (void)), 0);
}

static void destroy(CUgraphExec exec)
{
    EQUAL(CUDA(cuGraphExecDestroy, (CUgraphExec), exec), 0);
}

static void trim(void)
{
    EQUAL(CUDA(cuDeviceGraphMemTrim, (CUdevice), 0), 0);
}

TEST(Graph_WithChildren_CostsAllKernelsInIt)
{
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUgraph inner = new_graph(), middle = new_graph(), outer = new_graph();
    add_kernel(inner, 3);
    add_kernel(inner, 4);
    add_child(middle, inner);
    add_child(middle, inner);
    add_kernel(outer, 100);
    add_child(outer, middle);
    CUgraphExec exec = instantiate(outer);
    expect_charge(0, 0, 0);
    launch(exec);
    expect_charge(0, 1, 114);
    EQUAL(CUDA(cuGraphLaunch_ptsz, (CUgraphExec, CUstream), exec, NULL), 0);
    expect_charge(0, 1, 114);
}

TEST(Graph_InstantiatedInAnyWay_CostsTheSame)
{
    CUgraphExec exec[5];
    CUDA_GRAPH_INSTANTIATE_PARAMS params = {0};
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUgraph graph = new_graph();
    add_kernel(graph, 9);
    EQUAL(CUDA(cuGraphInstantiate, (CUgraphExec *, CUgraph, CUgraphNode *, char *, size_t), &exec[0], graph, NULL, NULL, 0), 0);
    EQUAL(CUDA(cuGraphInstantiate_v2, (CUgraphExec *, CUgraph, CUgraphNode *, char *, size_t), &exec[1], graph, NULL, NULL, 0), 0);
    EQUAL(instantiate_to(&exec[2], graph, 0), 0);
    EQUAL(CUDA(cuGraphInstantiateWithParams, (CUgraphExec *, CUgraph, CUDA_GRAPH_INSTANTIATE_PARAMS *), &exec[3], graph, &params), 0);
    EQUAL(CUDA(cuGraphInstantiateWithParams_ptsz, (CUgraphExec *, CUgraph, CUDA_GRAPH_INSTANTIATE_PARAMS *), &exec[4], graph, &params), 0);
    for (int i = 0; i < 5; i++) {
        launch(exec[i]);
        expect_charge(0, 1, 9);
    }
}

TEST(Graph_Captured_CostsWhatWasLaunchedIntoIt)
{
    CUgraph graph;
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUstream stream = new_stream();
    CUgraph child = new_graph();
    add_kernel(child, 20);
    CUgraphExec part = instantiate(child);
    EQUAL(CUDA(cuStreamBeginCapture_v2, (CUstream, int), stream, CAPTURE_RELAXED), 0);
    EQUAL(LAUNCH_ONE(stream, 5), 0);
    EQUAL(LAUNCH_ONE(stream, 6), 0);
    EQUAL(CUDA(cuGraphLaunch, (CUgraphExec, CUstream), part, stream), 0);
    EQUAL(CUDA(cuStreamEndCapture, (CUstream, CUgraph *), stream, &graph), 0);
    expect_charge(0, 0, 0);
    launch(instantiate(graph));
    expect_charge(0, 1, 31);
}

TEST(Graph_NodeChangedLater_CostsTheNewOne)
{
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUgraph graph = new_graph(), child = new_graph();
    CUgraphNode nested = add_kernel(child, 50), node = add_kernel(graph, 10);
    add_kernel(graph, 1);
    add_child(graph, child);
    CUgraphExec exec = instantiate(graph);
    CUDA_KERNEL_NODE_PARAMS_v2 params = blocks(20);
    CUDA_KERNEL_NODE_PARAMS_v1 old = {function("quick"), 30, 1, 1, 1024, 1, 1, 0, NULL, NULL};
    CUgraphNodeParams any = {.type = CU_GRAPH_NODE_TYPE_KERNEL, .kernel = blocks(40)};
    EQUAL(CUDA(cuGraphExecKernelNodeSetParams_v2, (CUgraphExec, CUgraphNode, const CUDA_KERNEL_NODE_PARAMS_v2 *), exec, node, &params), 0);
    launch(exec);
    expect_charge(0, 1, 71);
    EQUAL(CUDA(cuGraphExecKernelNodeSetParams, (CUgraphExec, CUgraphNode, const CUDA_KERNEL_NODE_PARAMS_v1 *), exec, node, &old), 0);
    launch(exec);
    expect_charge(0, 1, 81);
    EQUAL(CUDA(cuGraphExecNodeSetParams, (CUgraphExec, CUgraphNode, CUgraphNodeParams *), exec, node, &any), 0);
    launch(exec);
    expect_charge(0, 1, 91);
    params.gridDimX = 0;
    CHECK(CUDA(cuGraphExecKernelNodeSetParams_v2, (CUgraphExec, CUgraphNode, const CUDA_KERNEL_NODE_PARAMS_v2 *), exec, NULL, &params) != 0);
    launch(exec);
    expect_charge(0, 1, 91);
    (void)nested;
}

TEST(Graph_UpdatedAsAWhole_CostsTheNewOne)
{
    CUgraphExecUpdateResultInfo info;
    CUgraphNode error;
    int answer;
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUgraph small = new_graph(), large = new_graph(), other = new_graph();
    add_kernel(small, 1);
    add_kernel(large, 1000);
    add_kernel(other, 1);
    add_kernel(other, 1);
    CUgraphExec exec = instantiate(small);
    EQUAL(CUDA(cuGraphExecUpdate_v2, (CUgraphExec, CUgraph, CUgraphExecUpdateResultInfo *), exec, large, &info), 0);
    launch(exec);
    expect_charge(0, 1, 1000);
    CHECK(CUDA(cuGraphExecUpdate_v2, (CUgraphExec, CUgraph, CUgraphExecUpdateResultInfo *), exec, other, &info) != 0);
    launch(exec);
    expect_charge(0, 1, 1000);
    EQUAL(CUDA(cuGraphExecUpdate, (CUgraphExec, CUgraph, CUgraphNode *, int *), exec, small, &error, &answer), 0);
    launch(exec);
    expect_charge(0, 1, 1);
}

/* Kernels may launch it from then on, which nobody sees. */
TEST(Graph_ForLaunchesByTheDevice_PaysWhenUploadedToo)
{
    CUgraphExec by_device;
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUgraph graph = new_graph();
    add_kernel(graph, 12);
    EQUAL(instantiate_to(&by_device, graph, CUDA_GRAPH_INSTANTIATE_FLAG_DEVICE_LAUNCH), 0);
    EQUAL(CUDA(cuGraphUpload, (CUgraphExec, CUstream), by_device, NULL), 0);
    expect_charge(0, 1, 12);
    launch(by_device);
    expect_charge(0, 1, 12);
    EQUAL(CUDA(cuGraphUpload_ptsz, (CUgraphExec, CUstream), instantiate(graph), NULL), 0);
    expect_charge(0, 0, 0);
}

TEST(Graph_ThousandsComeAndGo_EachCostsItsOwn)
{
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUgraph graph[3] = {new_graph(), new_graph(), new_graph()};
    CUgraphExec held[100] = {0};
    for (unsigned i = 0; i < 3; i++)
        add_kernel(graph[i], i + 1);
    for (unsigned i = 0; i < 5000; i++) {
        if (held[i % 100])
            destroy(held[i % 100]);
        held[i % 100] = instantiate(graph[i % 3]);
    }
    for (unsigned i = 4900; i < 5000; i++) {
        launch(held[i % 100]);
        expect_charge(0, 1, i % 3 + 1);
    }
    synchronize();
}

TEST(Graph_OfManyNodes_CanBeChangedNodeByNode)
{
    enum { NODES = 3000 };
    static CUgraphNode node[NODES];
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    CUgraph graph = new_graph();
    for (int i = 0; i < NODES; i++)
        node[i] = add_kernel(graph, 1);
    CUgraphExec exec = instantiate(graph);
    CUgraphNodeParams params = {.type = CU_GRAPH_NODE_TYPE_KERNEL, .kernel = blocks(2)};
    for (int i = 0; i < NODES; i += 500)
        EQUAL(CUDA(cuGraphExecNodeSetParams, (CUgraphExec, CUgraphNode, CUgraphNodeParams *), exec, node[i], &params), 0);
    launch(exec);
    expect_charge(0, 1, NODES + 6);
}

TEST(Graph_OverTheRate_Waits)
{
    use_governed("h200", 1, CQ_LIMIT_COMPUTE);
    limits->gpu[0].unit_ps = 20000000000;
    CUgraph graph = new_graph();
    add_kernel(graph, 3);
    CUgraphExec exec = instantiate(graph);
    while (!counters->bucket[0].throttled_ns)
        launch(exec);
}

TEST(GraphMemory_OfAllNodes_IsHeldFromInstantiationToTrim)
{
    use_governed("h200", 1, CQ_LIMIT_MEMORY);
    CUgraph graph = new_graph(), child = new_graph();
    add_alloc(child, 0, 7, NULL);
    add_alloc(graph, 0, 100, NULL);
    add_child(graph, child);
    uint64_t before = held_bytes(0);
    CUgraphExec exec = instantiate(graph);
    EQUAL(held_bytes(0) - before, 108 * MIB);
    EQUAL(counters->slot[0].elsewhere, 108 * MIB);
    launch(exec);
    synchronize();
    EQUAL(held_bytes(0) - before, 108 * MIB);
    destroy(exec);
    CHECK(held_bytes(0) - before >= 107 * MIB);
    trim();
    CHECK(held_bytes(0) - before >= 107 * MIB); /* no graph frees them */
    EQUAL(CUDA(cuDevicePrimaryCtxReset_v2, (CUdevice), 0), 0);
    trim();
    CHECK(held_bytes(0) <= before);
    EQUAL(counters->slot[0].elsewhere, 0);
}

TEST(GraphMemory_NeverLaunched_EndsWithTheGraph)
{
    use_governed("h200", 1, CQ_LIMIT_MEMORY);
    CUgraph graph = new_graph();
    add_alloc(graph, 0, 100, NULL);
    uint64_t before = held_bytes(0);
    destroy(instantiate(graph));
    EQUAL(held_bytes(0), before);
    EQUAL(counters->slot[0].elsewhere, 0);
}

TEST(GraphMemory_OverTheLimit_IsRefusedAndLeavesNothing)
{
    CUgraphExec exec = NULL;
    CUDA_GRAPH_INSTANTIATE_PARAMS params = {0};
    use_governed("h200:2", 2, CQ_LIMIT_MEMORY);
    limits->gpu[1].memory_bytes = 64 * MIB;
    CUgraph graph = new_graph();
    add_alloc(graph, 0, 10, NULL);
    add_alloc(graph, 1, 66, NULL);
    uint64_t before = held_bytes(0), operations = counters->slot[0].operations & CQ_UNDER_WAY;
    EQUAL(instantiate_to(&exec, graph, 0), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(CUDA(cuGraphInstantiateWithParams, (CUgraphExec *, CUgraph, CUDA_GRAPH_INSTANTIATE_PARAMS *), &exec, graph, &params), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(params.result_out, 1);
    CHECK(!exec);
    EQUAL(held_bytes(0), before);
    EQUAL(held_bytes(1), 0);
    EQUAL(counters->slot[0].operations & CQ_UNDER_WAY, operations);
    EQUAL(CUDA(cuGraphInstantiate_v2, (CUgraphExec *, CUgraph, CUgraphNode *, char *, size_t), &exec, graph, NULL, NULL, 0), CUDA_ERROR_OUT_OF_MEMORY);
}

/* The driver keeps the memory of graphs that are gone and gives it to the next: nothing may be refused for that. */
TEST(GraphMemory_GraphAfterGraph_FitsAgainAndAgain)
{
    use_governed("h200", 1, CQ_LIMIT_MEMORY);
    CUgraph graph = new_graph();
    CUdeviceptr at;
    CUgraphNode node = add_alloc(graph, 0, 1000, &at), freed;
    EQUAL(CUDA(cuGraphAddMemFreeNode, (CUgraphNode *, CUgraph, const CUgraphNode *, size_t, CUdeviceptr), &freed, graph, &node, 1, at), 0);
    limits->gpu[0].memory_bytes = held_bytes(0) + 1500 * MIB;
    for (int i = 0; i < 20; i++) {
        CUgraphExec exec = instantiate(graph);
        launch(exec);
        synchronize();
        destroy(exec);
        CHECK(held_bytes(0) <= limits->gpu[0].memory_bytes);
    }
}

/* Graph after graph that keeps what it allocated, until the limit: in the driver's own count it is never passed. */
TEST(GraphMemory_KeptByManyGraphs_StopsAtTheLimit)
{
    CUgraphExec exec;
    int made = 0;
    use_governed("h200", 1, CQ_LIMIT_MEMORY);
    uint64_t before = held_bytes(0), mib_before = used_mib(0);
    limits->gpu[0].memory_bytes = before + 1000 * MIB;
    for (CUresult result = 0; !result; made += !result) {
        CUgraph graph = new_graph();
        add_alloc(graph, 0, 32, NULL);
        result = instantiate_to(&exec, graph, 0);
        if (!result)
            launch(exec);
        CHECK(made < 32);
    }
    synchronize();
    EQUAL(made, 31);
    EQUAL(held_bytes(0) - before, 992 * MIB);
    CHECK(used_mib(0) - mib_before <= 992);
}

int main(int count, char **arguments)
{
    static const struct test tests[] = {
        ENTRY(Graph_WithChildren_CostsAllKernelsInIt), ENTRY(Graph_InstantiatedInAnyWay_CostsTheSame),
        ENTRY(Graph_Captured_CostsWhatWasLaunchedIntoIt), ENTRY(Graph_NodeChangedLater_CostsTheNewOne),
        ENTRY(Graph_UpdatedAsAWhole_CostsTheNewOne), ENTRY(Graph_ForLaunchesByTheDevice_PaysWhenUploadedToo),
        ENTRY(Graph_ThousandsComeAndGo_EachCostsItsOwn), ENTRY(Graph_OfManyNodes_CanBeChangedNodeByNode), ENTRY(Graph_OverTheRate_Waits),
        ENTRY(GraphMemory_OfAllNodes_IsHeldFromInstantiationToTrim), ENTRY(GraphMemory_NeverLaunched_EndsWithTheGraph),
        ENTRY(GraphMemory_OverTheLimit_IsRefusedAndLeavesNothing), ENTRY(GraphMemory_GraphAfterGraph_FitsAgainAndAgain),
        ENTRY(GraphMemory_KeptByManyGraphs_StopsAtTheLimit),
    };
    (void)count;
    return run_tests(tests, sizeof tests / sizeof *tests, arguments);
}
