using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Placement.State;

namespace Coaster.Placement.Engine;

/// <summary>A device that can be held as a whole: a GPU, or one MIG device of it.</summary>
internal sealed record DeviceUnit(GpuState State, MigDevice? Mig)
{
    public string Name => Mig is null ? $"GPU {State.Gpu.Index}" : $"MIG device {State.Gpu.Index}:{Mig.Index}";

    /// <summary>A GPU in MIG mode runs nothing itself.</summary>
    public bool RunsWork => Mig is not null || !State.IsPartitioned;

    public bool IsFree(BookingKind kind) => (Mig is not null || State.Offers(kind)) && !State.Blocks(kind, Mig).Any();

    public int Users => State.Holdings.Count(holding => Mig is null || holding.Grant.MigUuid is null || holding.Grant.MigUuid == Mig.Uuid);

    /// <summary>What can run work here: the unit itself, or the MIG devices that the GPU is cut into.</summary>
    public IEnumerable<DeviceUnit> Expand() => RunsWork ? [this] : State.Gpu.Mig.Select(mig => new DeviceUnit(State, mig));

    public GpuGrant Grant(BookingKind kind) => Mig is null
        ? new GpuGrant(State.Gpu.Uuid, null, State.Gpu.MemoryMiB, kind == BookingKind.Exclusive ? Gpu.WholeCorePercent : 0)
        : new GpuGrant(State.Gpu.Uuid, Mig.Uuid, Mig.MemoryMiB, 0);

    public bool Equals(DeviceUnit? other) => other is not null && (State.Identity, Mig?.Uuid) == (other.State.Identity, other.Mig?.Uuid);

    public override int GetHashCode() => HashCode.Combine(State.Identity, Mig?.Uuid);
}
