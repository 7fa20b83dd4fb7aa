using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger.Quotas;
using Coaster.Placement.State;

namespace Coaster.Ledger.Cluster;

/// <summary>
/// Who is on a pod's GPUs without the cluster's knowledge: containers that were started before the machine joined it, or before a GPU was given to it.
/// What the cluster booked side by side is its own business.
/// </summary>
internal sealed class Neighbours
{
    private readonly LedgerEntry _entry;
    private readonly NodeState _unknown;
    private readonly NodeState _all;

    internal Neighbours(LedgerEntry entry, IEnumerable<LedgerEntry> held, ShareBounds bounds)
    {
        _entry = entry;
        var isMps = entry.Container is { Kind: BookingKind.Share, Tier: EnforcementTier.Mps };
        var others = held.Where(other => other.Id != entry.Id).ToList();
        _unknown = NodeState.Of(entry.Devices, MpsSharing.Seen(isMps, others.Where(other => other.Pod is null).Select(LedgerTransaction.Named)), bounds);
        _all = NodeState.Of(entry.Devices, others.Select(other => other.Booking), bounds);
    }

    /// <summary>Makes sure that all of them can stand beside the container.</summary>
    /// <exception cref="CoasterException">One of them cannot.</exception>
    internal void Require()
    {
        foreach (var grant in _entry.Container.Grants)
            if (_entry.Devices.Find(grant.GpuUuid) is { } gpu && InTheWay(grant, gpu) is { Count: > 0 } holders)
                throw new CoasterException(
                    $"cannot start {_entry.Name}",
                    $"GPU {gpu.Index} is held by {string.Join(", ", holders.Select(holder => $"{holder.Name} ({holder.Kind.Word()})"))}, which is no pod's",
                    "End that one (see coaster ps): kubelet tries again");
    }

    private List<Holding> InTheWay(GpuGrant grant, Gpu gpu)
    {
        var (kind, unknown) = (_entry.Container.Kind, _unknown[gpu]);
        var mig = gpu.Mig.FirstOrDefault(mig => mig.Uuid == grant.MigUuid);
        var blocking = unknown.Blocks(kind, mig).ToList();
        return blocking.Count == 0 && kind == BookingKind.Share && grant.MigUuid is null && !Fits(grant, _all[gpu]) ? [.. unknown.Holdings] : blocking;
    }

    private static bool Fits(GpuGrant grant, GpuState state) => grant.MemoryMiB <= state.FreeMiB && grant.CorePercent <= state.FreeCorePercent;
}
