using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Ledger.Cluster;
using Coaster.Ledger.Quotas;
using Coaster.Placement;
using Coaster.Placement.Policies;
using Coaster.Placement.State;

namespace Coaster.Ledger;

/// <summary>Books on this machine through the same placement engine as the cluster does, those of its GPUs that the cluster does not own.</summary>
/// <param name="ledger">The node's ledger.</param>
/// <param name="clock">Tells when a booking was made.</param>
public sealed class Bookkeeper(NodeLedger ledger, TimeProvider clock)
{
    /// <summary>Books for a container that this process is about to start.</summary>
    /// <param name="request">What it asks for.</param>
    /// <param name="node">The machine's GPUs.</param>
    /// <param name="driverRoot">The driver that they belong to.</param>
    /// <param name="container">The container.</param>
    /// <returns>The entry, already written.</returns>
    /// <exception cref="CoasterException">The request does not fit, or the container's name is taken; nothing is booked.</exception>
    public LedgerEntry Book(GpuRequest request, NodeInventory node, string driverRoot, NewContainer container)
    {
        using var transaction = ledger.Begin();
        if (container.IsMade && transaction.Entries.FirstOrDefault(entry => entry.Id == container.Id) is { } earlier && !earlier.Starter.IsAlive())
            transaction.Release(earlier.Id);
        RefuseTaken(transaction, container);
        var placed = Place(request, node, [.. transaction.Bookings]);
        var tier = BookedTier.Of(request, placed, ledger.Enforcement);
        var share = request as ShareRequest;
        var booking = placed.ToBooking(container.Name, tier) with
        {
            Priority = share?.Priority ?? 0,
            Weakest = share?.Weakest,
            Oversubscribed = BookedOversubscription.Of(placed, ledger.Bounds),
        };
        var entry = new LedgerEntry(
            container.Engine,
            new Booking(container.Id, [booking]),
            node with { Gpus = [.. node.Gpus.Where(gpu => booking.Grants.Any(grant => grant.GpuUuid == gpu.Uuid))] },
            driverRoot,
            container.Starter,
            container.CgroupsPath,
            clock.GetUtcNow(),
            container.Command);
        transaction.Put(entry);
        return entry;
    }

    private Placed Place(GpuRequest request, NodeInventory node, IReadOnlyList<Booking> bookings)
    {
        var local = new LocalGpus(ledger.Cluster);
        var state = NodeState.Of(local.For(request, node), MpsSharing.Seen(request, bookings, ledger.Enforcement), ledger.Bounds);
        return PlacementEngine.Place(state, request, new BestFitPolicy()) switch
        {
            Placed placed => placed,
            Refused refused => throw local.Explain(MpsSharing.Explain(refused, request, bookings, ledger.Enforcement), node).ToException(),
            _ => throw new InvalidOperationException("the placement engine answered neither yes nor no"),
        };
    }

    /// <summary>The containers of pods have names of their own, of which there may be many alike.</summary>
    private static void RefuseTaken(LedgerTransaction transaction, NewContainer container)
    {
        if (transaction.Entries.Any(entry => entry.Id == container.Id || (entry.Pod is null && entry.Container.Container == container.Name)))
            throw new CoasterException(
                $"cannot start a container named {container.Name}",
                "one of that name is running",
                "Choose another name, or stop that one first: see coaster ps");
    }
}
