#include "check.h"
#include "../../../src/NvmlInterop/SimDriver/include/cuda_graph_abi.h"

#define CAPTURE_RELAXED 2

static CUfunction function(const char *name)
{
    CUmodule module;
    CUfunction found;
    EQUAL(CUDA(cuModuleLoadData, (CUmodule *, const void *), &module, "image"), 0);
    EQUAL(CUDA(cuModuleGetFunction, (CUfunction *, CUmodule, const char *), &found, module, name), 0);
    return found;
}

static CUgraph new_graph(void)
{
    CUgraph graph;
    EQUAL(CUDA(cuGraphCreate, (CUgraph *, unsigned), &graph, 0), 0);
    return graph;
}

static CUstream new_stream(void)
{
    CUstream stream;
    EQUAL(CUDA(cuStreamCreate, (CUstream *, unsigned), &stream, 1), 0);
    return stream;
}

static CUgraphNode add_spin(CUgraph graph, CUgraphNode after, unsigned microseconds)
{
    CUgraphNode node;
    void *parameters[] = {&microseconds};
    CUDA_KERNEL_NODE_PARAMS_v2 params = {function("spin_us"), 1, 1, 1, 32, 1, 1, 0, parameters, NULL, NULL, NULL};
    EQUAL(CUDA(cuGraphAddKernelNode_v2, (CUgraphNode *, CUgraph, const CUgraphNode *, size_t, const CUDA_KERNEL_NODE_PARAMS_v2 *), &node, graph, &after,
               after != NULL, &params), 0);
    return node;
}

static CUgraphExec instantiate(CUgraph graph, unsigned long long flags)
{
    CUgraphExec exec;
    EQUAL(CUDA(cuGraphInstantiateWithFlags, (CUgraphExec *, CUgraph, unsigned long long), &exec, graph, flags), 0);
    return exec;
}

static CUresult launch(CUgraphExec exec, CUstream stream)
{
    return CUDA(cuGraphLaunch, (CUgraphExec, CUstream), exec, stream);
}

static void launch_spin(CUfunction spin, unsigned microseconds, CUstream stream)
{
    void *parameters[] = {&microseconds};
    EQUAL(CUDA(cuLaunchKernel, (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void **, void **), spin, 1, 1,
               1, 1, 1, 1, 0, stream, parameters, NULL), 0);
}

/* Behind a long kernel, so that the graph follows without a gap however slow the host is. */
static int milliseconds_of(CUgraphExec exec, CUstream stream)
{
    CUevent before, after;
    float milliseconds;
    EQUAL(CUDA(cuEventCreate, (CUevent *, unsigned), &before, 0), 0);
    EQUAL(CUDA(cuEventCreate, (CUevent *, unsigned), &after, 0), 0);
    launch_spin(function("spin_us"), 200000, stream);
    EQUAL(CUDA(cuEventRecord, (CUevent, CUstream), before, stream), 0);
    EQUAL(launch(exec, stream), 0);
    EQUAL(CUDA(cuEventRecord, (CUevent, CUstream), after, stream), 0);
    EQUAL(CUDA(cuEventSynchronize, (CUevent), after), 0);
    EQUAL(CUDA(cuEventElapsedTime, (float *, CUevent, CUevent), &milliseconds, before, after), 0);
    return (int)(milliseconds + 0.5f);
}

static unsigned long long graph_mib(int attribute)
{
    cuuint64_t bytes;
    EQUAL(CUDA(cuDeviceGetGraphMemAttribute, (CUdevice, int, void *), 0, attribute, &bytes), 0);
    return bytes / MIB;
}

TEST(Graph_OfKernels_TakesTheTimeOfItsNodes)
{
    make_gpus("h200", false);
    use_gpu(0);
    CUgraph child = new_graph(), graph = new_graph();
    CUgraphNode nested;
    add_spin(child, NULL, 30000);
    CUgraphNode last = add_spin(graph, add_spin(graph, NULL, 10000), 10000);
    EQUAL(CUDA(cuGraphAddChildGraphNode, (CUgraphNode *, CUgraph, const CUgraphNode *, size_t, CUgraph), &nested, graph, &last, 1, child), 0);
    EQUAL(milliseconds_of(instantiate(graph, 0), new_stream()), 50);
}

TEST(Graph_ExecKernelParams_ChangeLaterLaunchesOnly)
{
    unsigned longer = 20000;
    void *parameters[] = {&longer};
    CUDA_KERNEL_NODE_PARAMS_v2 params;
    make_gpus("h200", false);
    use_gpu(0);
    CUgraph graph = new_graph();
    CUgraphNode node = add_spin(graph, NULL, 5000);
    CUgraphExec exec = instantiate(graph, 0);
    EQUAL(CUDA(cuGraphKernelNodeGetParams_v2, (CUgraphNode, CUDA_KERNEL_NODE_PARAMS_v2 *), node, &params), 0);
    EQUAL(*(unsigned *)params.kernelParams[0], 5000);
    params.kernelParams = parameters;
    EQUAL(milliseconds_of(exec, NULL), 5);
    EQUAL(CUDA(cuGraphExecKernelNodeSetParams_v2, (CUgraphExec, CUgraphNode, const CUDA_KERNEL_NODE_PARAMS_v2 *), exec, node, &params), 0);
    EQUAL(milliseconds_of(exec, NULL), 20);
    EQUAL(CUDA(cuGraphKernelNodeGetParams_v2, (CUgraphNode, CUDA_KERNEL_NODE_PARAMS_v2 *), node, &params), 0);
    EQUAL(*(unsigned *)params.kernelParams[0], 5000);
}

TEST(Graph_Nodes_AreListedWithTheirEdges)
{
    CUgraphNode from[4], to[4], nodes[4];
    size_t count = 4;
    int type = -1;
    make_gpus("h200", false);
    use_gpu(0);
    CUgraph graph = new_graph();
    CUgraphNode first = add_spin(graph, NULL, 1), second = add_spin(graph, first, 1);
    EQUAL(CUDA(cuGraphGetEdges, (CUgraph, CUgraphNode *, CUgraphNode *, size_t *), graph, from, to, &count), 0);
    EQUAL(count, 1);
    CHECK(from[0] == first && to[0] == second);
    EQUAL(CUDA(cuGraphGetNodes, (CUgraph, CUgraphNode *, size_t *), graph, NULL, &count), 0);
    EQUAL(count, 2);
    EQUAL(CUDA(cuGraphGetRootNodes, (CUgraph, CUgraphNode *, size_t *), graph, nodes, &count), 0);
    CHECK(count == 1 && nodes[0] == first);
    EQUAL(CUDA(cuGraphNodeGetType, (CUgraphNode, int *), second, &type), 0);
    EQUAL(type, CU_GRAPH_NODE_TYPE_KERNEL);
    EQUAL(CUDA(cuGraphAddDependencies, (CUgraph, const CUgraphNode *, const CUgraphNode *, size_t), graph, &second, &first, 1), 0);
    CUgraphExec exec;
    EQUAL(CUDA(cuGraphInstantiateWithFlags, (CUgraphExec *, CUgraph, unsigned long long), &exec, graph, 0), CUDA_ERROR_INVALID_VALUE);
}

static CUgraphNode add_alloc(CUgraph graph, size_t mib, CUdeviceptr *at)
{
    CUgraphNode node;
    CUgraphNodeParams params = {.type = CU_GRAPH_NODE_TYPE_MEM_ALLOC, .alloc = {.poolProps = {.allocType = 1, .location = {1, 0}}, .bytesize = mib * MIB}};
    EQUAL(CUDA(cuGraphAddNode, (CUgraphNode *, CUgraph, const CUgraphNode *, size_t, CUgraphNodeParams *), &node, graph, NULL, 0, &params), 0);
    *at = params.alloc.dptr;
    return node;
}

TEST(Graph_Memory_IsChargedAtLaunchAndKeptUntilTrim)
{
    CUdeviceptr at;
    CUgraphNode freed;
    make_gpus("h200", false);
    use_gpu(0);
    CUgraph graph = new_graph();
    CUgraphNode node = add_alloc(graph, 100, &at);
    EQUAL(CUDA(cuGraphAddMemFreeNode, (CUgraphNode *, CUgraph, const CUgraphNode *, size_t, CUdeviceptr), &freed, graph, &node, 1, at), 0);
    CUgraphExec exec = instantiate(graph, 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    EQUAL(launch(exec, NULL), 0);
    EQUAL(CUDA(cuCtxSynchronize, (void)), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 100);
    EQUAL(graph_mib(CU_GRAPH_MEM_ATTR_RESERVED_MEM_CURRENT), 100);
    EQUAL(graph_mib(CU_GRAPH_MEM_ATTR_USED_MEM_CURRENT), 0);
    EQUAL(launch(exec, NULL), 0);
    EQUAL(CUDA(cuCtxSynchronize, (void)), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 100);
    EQUAL(CUDA(cuDeviceGraphMemTrim, (CUdevice), 0), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    EQUAL(graph_mib(CU_GRAPH_MEM_ATTR_RESERVED_MEM_HIGH), 100);
}

TEST(Graph_UnfreedMemory_LastsUntilItIsFreed)
{
    CUdeviceptr at;
    char byte = 'g', back = 0;
    make_gpus("h200", false);
    use_gpu(0);
    CUgraph graph = new_graph();
    add_alloc(graph, 64, &at);
    CUgraphExec exec = instantiate(graph, 0);
    EQUAL(launch(exec, NULL), 0);
    EQUAL(launch(exec, NULL), CUDA_ERROR_INVALID_VALUE);
    EQUAL(CUDA(cuMemcpyHtoD_v2, (CUdeviceptr, const void *, size_t), at, &byte, 1), 0);
    EQUAL(CUDA(cuMemcpyDtoH_v2, (void *, CUdeviceptr, size_t), &back, at, 1), 0);
    EQUAL(back, 'g');
    EQUAL(CUDA(cuDeviceGraphMemTrim, (CUdevice), 0), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 64);
    EQUAL(CUDA(cuMemFree_v2, (CUdeviceptr), at), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 64);
    EQUAL(CUDA(cuDeviceGraphMemTrim, (CUdevice), 0), 0);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
    exec = instantiate(graph, CUDA_GRAPH_INSTANTIATE_FLAG_AUTO_FREE_ON_LAUNCH | CUDA_GRAPH_INSTANTIATE_FLAG_UPLOAD);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 64);
    EQUAL(launch(exec, NULL), 0);
    EQUAL(launch(exec, NULL), 0);
}

TEST(Graph_MoreMemoryThanFits_IsOutOfMemoryAtLaunch)
{
    CUdeviceptr at;
    make_gpus("h200", false);
    use_gpu(0);
    CUgraph graph = new_graph();
    add_alloc(graph, 143000, &at);
    EQUAL(launch(instantiate(graph, 0), NULL), CUDA_ERROR_OUT_OF_MEMORY);
    EQUAL(used_mib(0), H200_CONTEXT_MIB);
}

/* As PyTorch does it: a second stream joins by an event, memory comes from the stream-ordered allocator. */
TEST(Capture_OfTwoStreams_BecomesOneGraph)
{
    CUevent fork_event, join_event;
    CUdeviceptr temporary, target = 0;
    CUgraph graph;
    int status;
    size_t count;
    char back[4];
    make_gpus("h200", false);
    use_gpu(0);
    CUstream first = new_stream(), second = new_stream();
    CUfunction spin = function("spin_us");
    target = take_mib(2);
    EQUAL(CUDA(cuEventCreate, (CUevent *, unsigned), &fork_event, 2), 0);
    EQUAL(CUDA(cuEventCreate, (CUevent *, unsigned), &join_event, 2), 0);
    EQUAL(CUDA(cuStreamBeginCapture_v2, (CUstream, int), first, CAPTURE_RELAXED), 0);
    EQUAL(CUDA(cuStreamIsCapturing, (CUstream, int *), first, &status), 0);
    EQUAL(status, CU_STREAM_CAPTURE_STATUS_ACTIVE);
    launch_spin(spin, 10000, first);
    EQUAL(CUDA(cuEventRecord, (CUevent, CUstream), fork_event, first), 0);
    EQUAL(CUDA(cuStreamWaitEvent, (CUstream, CUevent, unsigned), second, fork_event, 0), 0);
    EQUAL(CUDA(cuMemAllocAsync, (CUdeviceptr *, size_t, CUstream), &temporary, 8 * MIB, second), 0);
    EQUAL(CUDA(cuMemsetD8Async, (CUdeviceptr, unsigned char, size_t, CUstream), temporary, 'c', 4, second), 0);
    EQUAL(CUDA(cuMemcpyDtoDAsync_v2, (CUdeviceptr, CUdeviceptr, size_t, CUstream), target, temporary, 4, second), 0);
    EQUAL(CUDA(cuMemFreeAsync, (CUdeviceptr, CUstream), temporary, second), 0);
    EQUAL(CUDA(cuEventRecord, (CUevent, CUstream), join_event, second), 0);
    EQUAL(CUDA(cuEventQuery, (CUevent), join_event), CUDA_ERROR_CAPTURED_EVENT);
    EQUAL(CUDA(cuStreamWaitEvent, (CUstream, CUevent, unsigned), first, join_event, 0), 0);
    EQUAL(CUDA(cuStreamEndCapture, (CUstream, CUgraph *), first, &graph), 0);
    EQUAL(CUDA(cuStreamIsCapturing, (CUstream, int *), second, &status), 0);
    EQUAL(status, CU_STREAM_CAPTURE_STATUS_NONE);
    EQUAL(used_mib(0), H200_CONTEXT_MIB + 4);
    EQUAL(CUDA(cuGraphGetNodes, (CUgraph, CUgraphNode *, size_t *), graph, NULL, &count), 0);
    EQUAL(count, 5);
    EQUAL(milliseconds_of(instantiate(graph, 0), first), 10);
    EQUAL(CUDA(cuMemcpyDtoH_v2, (void *, CUdeviceptr, size_t), back, target, 4), 0);
    CHECK(!memcmp(back, "cccc", 4));
}

TEST(Capture_UnjoinedOrSynchronised_FailsAtItsEnd)
{
    CUevent event;
    CUgraph graph;
    make_gpus("h200", false);
    use_gpu(0);
    CUstream first = new_stream(), second = new_stream();
    CUfunction spin = function("spin_us");
    EQUAL(CUDA(cuEventCreate, (CUevent *, unsigned), &event, 2), 0);
    EQUAL(CUDA(cuStreamBeginCapture_v2, (CUstream, int), first, CAPTURE_RELAXED), 0);
    EQUAL(CUDA(cuEventRecord, (CUevent, CUstream), event, first), 0);
    EQUAL(CUDA(cuStreamWaitEvent, (CUstream, CUevent, unsigned), second, event, 0), 0);
    launch_spin(spin, 1, second);
    EQUAL(CUDA(cuStreamEndCapture, (CUstream, CUgraph *), first, &graph), CUDA_ERROR_STREAM_CAPTURE_UNJOINED);
    EQUAL(CUDA(cuStreamBeginCapture_v2, (CUstream, int), first, CAPTURE_RELAXED), 0);
    EQUAL(CUDA(cuStreamSynchronize, (CUstream), first), CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
    EQUAL(CUDA(cuStreamEndCapture, (CUstream, CUgraph *), first, &graph), CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
    EQUAL(CUDA(cuStreamBeginCapture_v2, (CUstream, int), NULL, CAPTURE_RELAXED), CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
}

TEST(Graph_ExecUpdate_TakesTheSameShapeOnly)
{
    CUgraphExecUpdateResultInfo info;
    make_gpus("h200", false);
    use_gpu(0);
    CUgraph graph = new_graph(), same = new_graph(), other = new_graph();
    add_spin(graph, NULL, 1000);
    add_spin(same, NULL, 15000);
    add_spin(other, add_spin(other, NULL, 1), 1);
    CUgraphExec exec = instantiate(graph, 0);
    EQUAL(CUDA(cuGraphExecUpdate_v2, (CUgraphExec, CUgraph, CUgraphExecUpdateResultInfo *), exec, same, &info), 0);
    EQUAL(milliseconds_of(exec, NULL), 15);
    EQUAL(CUDA(cuGraphExecUpdate_v2, (CUgraphExec, CUgraph, CUgraphExecUpdateResultInfo *), exec, other, &info), CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE);
    EQUAL(info.result, CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED);
}

TEST(Graph_NamesByVersion_AreTheFunctionsOfThatVersion)
{
    void *found;
    int status;
    static const struct { const char *name; int version; const char *exported; } cases[] = {
        {"cuGraphInstantiate", 10000, "cuGraphInstantiate"}, {"cuGraphInstantiate", 11040, "cuGraphInstantiate_v2"},
        {"cuGraphInstantiate", 12000, "cuGraphInstantiateWithFlags"}, {"cuGraphAddKernelNode", 11080, "cuGraphAddKernelNode"},
        {"cuGraphAddKernelNode", 12000, "cuGraphAddKernelNode_v2"}, {"cuStreamGetCaptureInfo", 12020, "cuStreamGetCaptureInfo_v2"},
        {"cuStreamGetCaptureInfo", 12080, "cuStreamGetCaptureInfo_v3"},
    };
    make_gpus("h200", false);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        EQUAL(CUDA(cuGetProcAddress_v2, (const char *, void **, int, cuuint64_t, int *), cases[i].name, &found, cases[i].version, 0, &status), 0);
        CHECK(found == cuda_function(cases[i].exported));
    }
    EQUAL(CUDA(cuGetProcAddress_v2, (const char *, void **, int, cuuint64_t, int *), "cuGraphAddNode", &found, 12000, 0, &status), 0);
    CHECK(!found && status == 2);
}

TEST(Graph_KilledWhileLaunching_LeavesNoBytes)
{
    make_gpus("h200", false);
    for (int round = 0; round < 20; round++) {
        struct killed child = start_killed();
        if (child.pid) {
            kill_after(child, 1000 + round * 900);
            continue;
        }
        CUdeviceptr at;
        use_gpu(0);
        CUgraph graph = new_graph();
        add_alloc(graph, 512, &at);
        for (;;) {
            EQUAL(launch(instantiate(graph, CUDA_GRAPH_INSTANTIATE_FLAG_AUTO_FREE_ON_LAUNCH), NULL), 0);
            CUDA(cuDeviceGraphMemTrim, (CUdevice), 0);
        }
    }
    EQUAL(used_mib(0), 0);
}

const struct test graph_tests[] = {
    ENTRY(Graph_OfKernels_TakesTheTimeOfItsNodes), ENTRY(Graph_ExecKernelParams_ChangeLaterLaunchesOnly), ENTRY(Graph_Nodes_AreListedWithTheirEdges),
    ENTRY(Graph_Memory_IsChargedAtLaunchAndKeptUntilTrim), ENTRY(Graph_UnfreedMemory_LastsUntilItIsFreed),
    ENTRY(Graph_MoreMemoryThanFits_IsOutOfMemoryAtLaunch), ENTRY(Capture_OfTwoStreams_BecomesOneGraph),
    ENTRY(Capture_UnjoinedOrSynchronised_FailsAtItsEnd), ENTRY(Graph_ExecUpdate_TakesTheSameShapeOnly),
    ENTRY(Graph_NamesByVersion_AreTheFunctionsOfThatVersion), ENTRY(Graph_KilledWhileLaunching_LeavesNoBytes), {NULL, NULL},
};
