using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Quota.Limits;

namespace Coaster.Quota;

/// <summary>The limits that a share begins with; the node's agent refines them as soon as it sees what the GPU really does.</summary>
public static class QuotaPlan
{
    private const ulong BytesPerMiB = 1 << 20;
    private const ulong PpmPerPercent = 10_000;
    private const ulong WholePpm = 1_000_000;
    private const ulong LeastPpm = 1_000;

    // A bucket of 50 ms of its own time: short enough that nobody notices what an idle container has saved up.
    private const ulong BurstNsPerPpm = 50;

    /// <summary>The limits of one container.</summary>
    /// <param name="booking">What it holds, a share.</param>
    /// <param name="devices">The GPUs that it holds them of.</param>
    /// <param name="managedInFull">Whether managed memory counts when it is allocated.</param>
    public static ContainerLimits For(ContainerBooking booking, NodeInventory devices, bool managedInFull) => new(
        Flags(booking, managedInFull),
        [.. booking.Grants.Select(grant => Limits(grant, devices.Find(grant.GpuUuid)?.MemoryMiB ?? grant.MemoryMiB, Flags(booking.Tier)))]);

    /// <summary>Memory that gives way counts in full: where it is at the moment is not the program's doing.</summary>
    private static LimitsFlags Flags(ContainerBooking booking, bool managedInFull) =>
        booking.Oversubscribed.HasFlag(Oversubscription.Memory) ? LimitsFlags.ManagedInFull | LimitsFlags.ManagedBacking
        : managedInFull ? LimitsFlags.ManagedInFull : LimitsFlags.None;

    private static GpuLimits Limits(GpuGrant grant, long gpuMiB, GpuLimitsFlags flags)
    {
        var rate = Rate(grant, gpuMiB);
        return new GpuLimits(grant.GpuUuid, flags, (ulong)grant.MemoryMiB * BytesPerMiB, rate)
        {
            BurstNs = rate * BurstNsPerPpm,
        };
    }

    /// <summary>MPS gives a share its part of the multiprocessors; paced by time as well it would get that part of the part.</summary>
    private static GpuLimitsFlags Flags(EnforcementTier tier) =>
        tier == EnforcementTier.Mps ? GpuLimitsFlags.Memory : GpuLimitsFlags.Memory | GpuLimitsFlags.Compute;

    /// <summary>A share of memory alone runs in what others leave, in proportion to its memory; nobody knows yet how much that is.</summary>
    private static ulong Rate(GpuGrant grant, long gpuMiB) => grant.CorePercent > 0
        ? (ulong)grant.CorePercent * PpmPerPercent
        : Math.Clamp((ulong)grant.MemoryMiB * WholePpm / (ulong)Math.Max(gpuMiB, 1), LeastPpm, WholePpm);
}
