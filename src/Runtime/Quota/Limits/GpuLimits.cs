namespace Coaster.Quota.Limits;

/// <summary>What a container may take of one GPU, <c>struct cq_gpu_limits</c>.</summary>
/// <param name="Uuid">The GPU, <c>GPU-…</c>; 47 bytes at most.</param>
/// <param name="Flags">Which limits hold.</param>
/// <param name="MemoryBytes">The most device memory, in bytes.</param>
/// <param name="RatePpm">How fast the bucket fills: GPU time per time, in millionths.</param>
public sealed record GpuLimits(string Uuid, GpuLimitsFlags Flags, ulong MemoryBytes, ulong RatePpm)
{
    /// <summary>What the driver takes device memory by, in bytes.</summary>
    public ulong GranuleBytes { get; init; } = 2 << 20;

    /// <summary>What a context is taken to hold until it was measured, in bytes; 0 while nobody knows.</summary>
    public ulong ContextBytes { get; init; }

    /// <summary>How full the bucket gets, in nanoseconds of GPU time.</summary>
    public ulong BurstNs { get; init; }

    /// <summary>What a unit of work is taken to need of the GPU's time, in picoseconds.</summary>
    public ulong UnitPs { get; init; } = 40_000;

    /// <summary>What was charged too much, in all, in nanoseconds; its change is added to the bucket once.</summary>
    public long CorrectionNs { get; init; }
}
