using Coaster.Quota.Limits;

namespace Coaster.Quota.Tests.Limits;

internal static class Examples
{
    internal static ContainerLimits TwoGpus { get; } = new(
        LimitsFlags.ManagedInFull,
        [
            new GpuLimits("GPU-aaaaaaaa-0000-0000-0000-000000000001", GpuLimitsFlags.Memory | GpuLimitsFlags.Compute, 4ul << 30, 300_000)
            {
                BurstNs = 15_000_000, CorrectionNs = -5,
            },
            new GpuLimits("GPU-aaaaaaaa-0000-0000-0000-000000000002", GpuLimitsFlags.Memory, 1ul << 30, 0) { ContextBytes = 300ul << 20 },
        ]);
}
