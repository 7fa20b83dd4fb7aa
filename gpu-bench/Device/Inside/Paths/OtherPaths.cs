using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside.Paths;

/// <summary>Graphs that allocate, and what nobody asks for by its size: contexts, modules, stacks.</summary>
internal static unsafe class OtherPaths
{
    private const int CU_LIMIT_STACK_SIZE = 0;
    private const int StackStep = 256;
    private static int _stack = 1024;

    internal static IReadOnlyList<MemoryPath> All { get; } =
        [new("graph-node", GraphNode), new("context", _ => Context()), new("module", Module), new("stack-limit", _ => Stack())];

    /// <summary>Launched once: what it took stays with the program.</summary>
    private static CudaStatus GraphNode(long bytes)
    {
        nint graph, node, launchable = 0;
        var wanted = new CUDA_MEM_ALLOC_NODE_PARAMS { poolProps = CUmemPoolProps.OfFirst, bytesize = (nuint)bytes };
        CudaException.ThrowIf(DriverApi.cuGraphCreate(&graph, 0), nameof(DriverApi.cuGraphCreate));
        var status = DriverApi.cuGraphAddMemAllocNode(&node, graph, null, 0, &wanted);
        if (status == CudaStatus.Success)
            status = DriverApi.cuGraphInstantiateWithFlags(&launchable, graph, 0);
        if (status == CudaStatus.Success)
            status = DriverApi.cuGraphLaunch(launchable, 0);
        return status == CudaStatus.Success ? DriverApi.cuCtxSynchronize() : status;
    }

    private static CudaStatus Context()
    {
        nint context;
        var status = DriverApi.cuCtxCreate_v2(&context, 0, 0);
        return status == CudaStatus.Success ? DriverApi.cuCtxPopCurrent_v2(&context) : status;
    }

    /// <summary>A text of that size: the driver keeps an image of about what it was given.</summary>
    private static CudaStatus Module(long bytes)
    {
        nint module;
        var text = new byte[bytes];
        text.AsSpan().Fill((byte)'\n');
        ".version 6.0\n.target sm_50\n.address_size 64\n"u8.CopyTo(text);
        text[^1] = 0;
        fixed (byte* image = text)
            return DriverApi.cuModuleLoadData(&module, image);
    }

    /// <summary>A thread's stack is taken for every thread that the GPU can hold at once.</summary>
    private static CudaStatus Stack() => DriverApi.cuCtxSetLimit(CU_LIMIT_STACK_SIZE, (nuint)(_stack += StackStep));
}
