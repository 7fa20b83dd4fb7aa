using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside.Paths;

/// <summary>Memory by address.</summary>
internal static unsafe class LinearPaths
{
    private const int Row = 8192;
    private const uint CU_MEM_ATTACH_GLOBAL = 1;

    internal static IReadOnlyList<MemoryPath> All { get; } =
        [new("alloc", Allocate), new("small", _ => Allocate(MemoryPath.SmallestStep)), new("pitch", Pitched), new("managed", Managed), new("vmm", Virtual)];

    private static CudaStatus Allocate(long bytes)
    {
        ulong at;
        return DriverApi.cuMemAlloc_v2(&at, (nuint)bytes);
    }

    private static CudaStatus Pitched(long bytes)
    {
        ulong at;
        nuint pitch;
        return DriverApi.cuMemAllocPitch_v2(&at, &pitch, Row, (nuint)(bytes / Row), sizeof(float));
    }

    private static CudaStatus Managed(long bytes)
    {
        ulong at;
        return DriverApi.cuMemAllocManaged(&at, (nuint)bytes, CU_MEM_ATTACH_GLOBAL);
    }

    /// <summary>What is mapped stays when its handle is released.</summary>
    private static CudaStatus Virtual(long bytes)
    {
        ulong handle, at;
        var properties = new CUmemAllocationProp { type = CUmemAllocationProp.CU_MEM_ALLOCATION_TYPE_PINNED, location = CUmemLocation.First };
        var status = DriverApi.cuMemCreate(&handle, (nuint)bytes, &properties, 0);
        if (status != CudaStatus.Success)
            return status;
        CudaException.ThrowIf(DriverApi.cuMemAddressReserve(&at, (nuint)bytes, 0, 0, 0), nameof(DriverApi.cuMemAddressReserve));
        CudaException.ThrowIf(DriverApi.cuMemMap(at, (nuint)bytes, 0, handle, 0), nameof(DriverApi.cuMemMap));
        return DriverApi.cuMemRelease(handle);
    }
}
