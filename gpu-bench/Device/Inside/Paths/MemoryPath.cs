using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside.Paths;

/// <summary>One way in which a program can come to hold device memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Take">Takes about so many bytes more, and never gives anything back.</param>
internal sealed record MemoryPath(string Name, Func<long, CudaStatus> Take)
{
    /// <summary>The least that any of them takes at a time, in bytes.</summary>
    internal const int SmallestStep = 64 << 10;

    /// <summary>All ways that one process has by itself.</summary>
    internal static IReadOnlyList<MemoryPath> All { get; } =
        [.. LinearPaths.All, .. PoolPaths.All, .. ArrayPaths.All, .. OtherPaths.All];
}
