using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Placement.State;

/// <summary>
/// A node's GPUs and all that is booked of them. Immutable; two states are equal when the same GPUs are held by the same bookings in the
/// same order. A grant on a GPU that the inventory does not have counts nowhere.
/// </summary>
public sealed record NodeState
{
    private NodeState(NodeInventory inventory, IReadOnlyList<GpuState> gpus) => (Inventory, Gpus) = (inventory, gpus);

    /// <summary>The GPUs as the node told them.</summary>
    public NodeInventory Inventory { get; }

    /// <summary>The same GPUs with what is held of each, in the inventory's order.</summary>
    public IReadOnlyList<GpuState> Gpus { get; }

    /// <summary>The state of the node when these bookings exist and no others.</summary>
    public static NodeState Of(NodeInventory inventory, IEnumerable<Booking> bookings) => Of(inventory, bookings, ShareBounds.Default);

    /// <summary>The same where the shares of a GPU may add up to more than it has.</summary>
    public static NodeState Of(NodeInventory inventory, IEnumerable<Booking> bookings, ShareBounds bounds)
    {
        var holdings = bookings
            .SelectMany(booking => booking.Containers.SelectMany(container => Holdings(booking.Owner, container)))
            .ToLookup(holding => holding.Grant.GpuUuid, StringComparer.OrdinalIgnoreCase);
        return new NodeState(inventory, [.. inventory.Gpus.Select(gpu => new GpuState(gpu, [.. holdings[gpu.Uuid]], bounds))]);
    }

    /// <summary>The state once one container more holds something.</summary>
    public NodeState With(string owner, ContainerBooking container)
    {
        var added = Holdings(owner, container).ToLookup(holding => holding.Grant.GpuUuid, StringComparer.OrdinalIgnoreCase);
        return new NodeState(Inventory, [.. Gpus.Select(gpu => With(gpu, added[gpu.Gpu.Uuid]))]);
    }

    /// <summary>The state once that owner holds nothing any more.</summary>
    public NodeState Without(string owner) => new(Inventory, [.. Gpus.Select(gpu => Without(gpu, owner))]);

    /// <summary>The state of the GPU, which must be one of the inventory's.</summary>
    public GpuState this[Gpu gpu] => Gpus.First(state => state.Gpu.Index == gpu.Index);

    /// <inheritdoc/>
    public bool Equals(NodeState? other) => other is not null && Gpus.SequenceEqual(other.Gpus);

    /// <inheritdoc/>
    public override int GetHashCode() => Gpus.Count;

    private static IEnumerable<Holding> Holdings(string owner, ContainerBooking container) =>
        container.Grants.Select(grant => new Holding(owner, container.Container, container.Kind, grant));

    private static GpuState With(GpuState gpu, IEnumerable<Holding> added) =>
        added.Any() ? new GpuState(gpu.Gpu, [.. gpu.Holdings, .. added], gpu.Bounds) : gpu;

    private static GpuState Without(GpuState gpu, string owner) =>
        gpu.Holdings.Any(holding => holding.Owner == owner)
            ? new GpuState(gpu.Gpu, [.. gpu.Holdings.Where(holding => holding.Owner != owner)], gpu.Bounds)
            : gpu;
}
