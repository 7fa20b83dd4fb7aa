using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Placement.State;

/// <summary>One GPU and what is held of it. Immutable.</summary>
public sealed record GpuState
{
    /// <summary>Creates the state from all that is held of the GPU; holdings that add up to more than the bounds leave nothing free.</summary>
    public GpuState(Gpu gpu, IReadOnlyList<Holding> holdings, ShareBounds bounds)
    {
        Gpu = gpu;
        Holdings = holdings;
        Bounds = bounds;
        // Asked of every GPU again and again, and never another answer.
        TakesShares = IsHealthy && !IsPartitioned && Offers(BookingKind.Share) && !Blocks(BookingKind.Share, null).Any();
        TakesWhole = IsHealthy && !IsPartitioned && Offers(BookingKind.Exclusive) && holdings.Count == 0;
        (FreeMiB, FreeCorePercent) = TakesShares ? Left() : (0, 0);
    }

    /// <summary>The GPU.</summary>
    public Gpu Gpu { get; }

    /// <summary>All that is held of it, oldest first.</summary>
    public IReadOnlyList<Holding> Holdings { get; }

    /// <summary>What its shares may add up to.</summary>
    public ShareBounds Bounds { get; }

    /// <summary>
    /// The memory in MiB that shares can still get here, which one alone may not get where the bounds are above what the GPU has; 0 where no share
    /// may go at all.
    /// </summary>
    public long FreeMiB { get; }

    /// <summary>The compute in percent that can still be guaranteed to shares; 0 where no share may go at all.</summary>
    public int FreeCorePercent { get; }

    /// <summary>The memory in MiB that shares of it may add up to.</summary>
    internal long MostMiB => Gpu.MemoryMiB * Bounds.MemoryPercent / ShareBounds.Whole;

    /// <summary>Whether new work may be put here; what has no UUID cannot be booked.</summary>
    public bool IsHealthy => Gpu.Health == GpuHealth.Healthy && Gpu.Uuid.Length > 0;

    /// <summary>Whether the GPU runs work only on its MIG devices.</summary>
    public bool IsPartitioned => Gpu.MigMode == MigMode.Enabled;

    /// <summary>Whether a share may go here if it is small enough.</summary>
    public bool TakesShares { get; }

    /// <summary>Whether it can be had as a whole now.</summary>
    public bool TakesWhole { get; }

    /// <summary>Whether the operator lets the GPU itself be held like that.</summary>
    public bool Offers(BookingKind kind) => Gpu.Mode switch
    {
        GpuMode.Shared => kind == BookingKind.Share,
        GpuMode.Whole => kind != BookingKind.Share,
        GpuMode.Mig => false,
        _ => true,
    };

    /// <summary>The holdings that keep a booking of that kind off the GPU, or off that MIG device of it.</summary>
    public IEnumerable<Holding> Blocks(BookingKind kind, MigDevice? mig) =>
        Holdings.Where(holding => Overlaps(holding.Grant, mig) && !(kind == holding.Kind && kind != BookingKind.Exclusive));

    /// <inheritdoc/>
    public bool Equals(GpuState? other) => other is not null && Identity == other.Identity && Bounds == other.Bounds && Holdings.SequenceEqual(other.Holdings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Identity, Holdings.Count);

    /// <summary>The index too, because a lost GPU may have no UUID.</summary>
    internal (int Index, string Uuid) Identity => (Gpu.Index, Gpu.Uuid);

    /// <summary>A GPU and its MIG devices are the same silicon; two MIG devices of it are not.</summary>
    private static bool Overlaps(GpuGrant grant, MigDevice? mig) =>
        grant.MigUuid is null || mig is null || string.Equals(grant.MigUuid, mig.Uuid, StringComparison.OrdinalIgnoreCase);

    private (long MiB, int Core) Left()
    {
        var (mib, core) = (MostMiB, Bounds.CorePercent);
        foreach (var (_, _, _, grant) in Holdings)
        {
            // Clamped at each step: a ledger may say anything, and sums of anything overflow.
            mib -= Math.Clamp(grant.MemoryMiB, 0, mib);
            core -= Math.Clamp(grant.CorePercent, 0, core);
        }
        return (mib, core);
    }
}
