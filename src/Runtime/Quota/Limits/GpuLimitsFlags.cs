namespace Coaster.Quota.Limits;

/// <summary><c>cq_gpu_limits.flags</c>.</summary>
[Flags]
public enum GpuLimitsFlags : ulong
{
    None = 0,

    /// <summary><see cref="GpuLimits.MemoryBytes"/> holds.</summary>
    Memory = 1,

    /// <summary>Launches draw from the bucket; otherwise they are only counted.</summary>
    Compute = 2,
}
