using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside.Paths;

/// <summary>Stream-ordered memory.</summary>
internal static unsafe class PoolPaths
{
    private const int CU_MEMPOOL_ATTR_RELEASE_THRESHOLD = 4;
    private static readonly Lazy<nint> Keeping = new(KeepEverything);
    private static readonly Lazy<nint> Own = new(Create);

    internal static IReadOnlyList<MemoryPath> All { get; } = [new("async", Async), new("pool", Kept), new("pool-from", FromOwn)];

    private static CudaStatus Async(long bytes)
    {
        ulong at;
        return DriverApi.cuMemAllocAsync(&at, (nuint)bytes, 0);
    }

    private static CudaStatus Kept(long bytes) => Keeping.Value == 0 ? CudaStatus.NotFound : Async(bytes);

    private static CudaStatus FromOwn(long bytes)
    {
        ulong at;
        return DriverApi.cuMemAllocFromPoolAsync(&at, (nuint)bytes, Own.Value, 0);
    }

    /// <summary>The pool of the device, told to keep whatever it has once got.</summary>
    private static nint KeepEverything()
    {
        nint pool;
        var threshold = ulong.MaxValue;
        CudaException.ThrowIf(DriverApi.cuDeviceGetDefaultMemPool(&pool, 0), nameof(DriverApi.cuDeviceGetDefaultMemPool));
        CudaException.ThrowIf(DriverApi.cuMemPoolSetAttribute(pool, CU_MEMPOOL_ATTR_RELEASE_THRESHOLD, &threshold), nameof(DriverApi.cuMemPoolSetAttribute));
        return pool;
    }

    private static nint Create()
    {
        nint pool;
        var properties = CUmemPoolProps.OfFirst;
        CudaException.ThrowIf(DriverApi.cuMemPoolCreate(&pool, &properties), nameof(DriverApi.cuMemPoolCreate));
        return pool;
    }
}
