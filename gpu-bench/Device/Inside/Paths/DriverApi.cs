using System.Runtime.InteropServices;
using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside.Paths;

/// <summary>The driver's functions that take memory, bound by name as any managed program binds them (cuda.h of CUDA 12).</summary>
internal static unsafe partial class DriverApi
{
    private const string Library = "libcuda.so.1";

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemAlloc_v2(ulong* at, nuint size);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemAllocPitch_v2(ulong* at, nuint* pitch, nuint width, nuint height, uint element);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemAllocManaged(ulong* at, nuint size, uint flags);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemAllocAsync(ulong* at, nuint size, nint stream);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuDeviceGetDefaultMemPool(nint* pool, int device);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemPoolSetAttribute(nint pool, int attribute, ulong* value);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemPoolCreate(nint* pool, CUmemPoolProps* properties);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemAllocFromPoolAsync(ulong* at, nuint size, nint pool, nint stream);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemCreate(ulong* handle, nuint size, CUmemAllocationProp* properties, ulong flags);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemAddressReserve(ulong* at, nuint size, nuint alignment, ulong wanted, ulong flags);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemMap(ulong at, nuint size, nuint offset, ulong handle, ulong flags);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMemRelease(ulong handle);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuArray3DCreate_v2(nint* array, CUDA_ARRAY3D_DESCRIPTOR* shape);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuMipmappedArrayCreate(nint* array, CUDA_ARRAY3D_DESCRIPTOR* shape, uint levels);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuGraphCreate(nint* graph, uint flags);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuGraphAddMemAllocNode(nint* node, nint graph, nint* before, nuint count, CUDA_MEM_ALLOC_NODE_PARAMS* wanted);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuGraphInstantiateWithFlags(nint* launchable, nint graph, ulong flags);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuGraphLaunch(nint launchable, nint stream);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuCtxSynchronize();

    [LibraryImport(Library)]
    internal static partial CudaStatus cuCtxCreate_v2(nint* context, uint flags, int device);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuCtxPopCurrent_v2(nint* context);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuModuleLoadData(nint* module, byte* image);

    [LibraryImport(Library)]
    internal static partial CudaStatus cuCtxSetLimit(int limit, nuint value);
}
