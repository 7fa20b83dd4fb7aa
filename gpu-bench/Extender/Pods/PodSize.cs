using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuBench.Extender.Pods;

/// <summary>What pods of one size ask for.</summary>
/// <param name="Weight">How many of a hundred pods are of this size.</param>
/// <param name="Gpus">Of how many GPUs.</param>
/// <param name="MemoryMiB">The memory of each.</param>
/// <param name="CorePercent">The compute of each.</param>
/// <param name="Limits">The resources' limits as members of JSON.</param>
internal sealed record PodSize(int Weight, int Gpus, long MemoryMiB, int CorePercent, string Limits)
{
    /// <summary>Whether it asks for GPUs that nobody else uses.</summary>
    internal bool IsWhole => CorePercent == Gpu.WholeCorePercent;

    /// <summary>Memory of one GPU, and with it compute where that is more than nothing.</summary>
    internal static PodSize OfMemory(int weight, int units, int core = 0) => new(
        weight, 1, units * MemoryUnit.Default.MiB, core, Limit(ResourceNames.Memory, units) + (core > 0 ? "," + Limit(ResourceNames.Core, core) : ""));

    /// <summary>Hundredths of one GPU.</summary>
    internal static PodSize OfBlocks(int weight, int blocks) =>
        new(weight, 1, blocks * (BenchGpu.MemoryMiB / Gpu.BlocksPerGpu), blocks, Limit(ResourceNames.Block, blocks));

    /// <summary>Whole GPUs.</summary>
    internal static PodSize OfWhole(int weight, int gpus) =>
        new(weight, gpus, BenchGpu.MemoryMiB, Gpu.WholeCorePercent, Limit(ResourceNames.Whole, gpus));

    /// <summary>What a scheduler books for a pod that gets these GPUs.</summary>
    internal Booking Book(BenchPod pod, IEnumerable<string> gpus) => new(
        pod.Uid,
        [
            new ContainerBooking(
                BenchPod.Container,
                IsWhole ? BookingKind.Exclusive : BookingKind.Share,
                IsWhole ? EnforcementTier.Booked : EnforcementTier.Shim,
                CoreLimit.Soft,
                [.. gpus.Select(uuid => new GpuGrant(uuid, null, MemoryMiB, CorePercent))]),
        ]);

    private static string Limit(string resource, int amount) => $"\"{resource}\":\"{amount}\"";
}
