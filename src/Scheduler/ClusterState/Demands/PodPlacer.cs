using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Placement;
using Coaster.Placement.Policies;
using Coaster.Placement.State;
using Coaster.PodModel.Pods;

namespace Coaster.ClusterState.Demands;

/// <summary>
/// Places all containers of a pod on one node: what runs side by side together, and each init container beside the sidecars before it. An init container
/// gets the GPUs that the pod has later anyway, if it can.
/// </summary>
internal static class PodPlacer
{
    private static readonly BestFitPolicy Tightest = new();

    /// <summary>Where they go, or the first refusal.</summary>
    public static Refused? Place(NodeState node, PodDemand demand, out IReadOnlyList<ContainerBooking> bookings)
    {
        var placed = new Dictionary<string, ContainerBooking>();
        bookings = [];
        var uid = demand.Facts.Pod.Uid;
        var together = node;
        foreach (var container in demand.Containers.Where(container => container.Role != ContainerRole.Init))
        {
            if (Place(together, container, out var booking) is { } refused)
                return refused;
            placed[container.Name] = booking!;
            together = together.With(uid, booking!);
        }

        var later = placed.Values.SelectMany(booking => booking.Grants).Select(grant => grant.GpuUuid).Distinct().ToList();
        var sidecars = node;
        foreach (var container in demand.Containers.Where(container => container.Role is ContainerRole.Init or ContainerRole.Sidecar))
            if (container.Role == ContainerRole.Sidecar)
                sidecars = sidecars.With(uid, placed[container.Name]);
            else if (Place(sidecars, Among(container, later), out var booking) is null || Place(sidecars, container, out booking) is not { } refused)
                placed[container.Name] = booking!;
            else
                return refused;
        bookings = [.. demand.Containers.Select(container => placed[container.Name])];
        return null;
    }

    /// <summary>The same with the GPUs that are named, where the pod has no container but one.</summary>
    public static Refused? PlaceOn(NodeState node, PodDemand demand, IReadOnlyList<string> gpus, out IReadOnlyList<ContainerBooking> bookings)
    {
        var refused = Place(node, Among(demand.Containers[0], gpus), out var booking);
        bookings = booking is null ? [] : [booking];
        return refused;
    }

    private static ContainerDemand Among(ContainerDemand container, IReadOnlyList<string> gpus) => gpus.Count == 0 || container.Request.Filter.Only.Count > 0
        ? container
        : container with { Request = container.Request with { Filter = container.Request.Filter with { Only = gpus } } };

    private static Refused? Place(NodeState node, ContainerDemand container, out ContainerBooking? booking)
    {
        var result = PlacementEngine.Place(node, container.Request, Tightest);
        booking = result is Placed placed ? Booked(placed, container) : null;
        return result as Refused;
    }

    private static ContainerBooking Booked(Placed placed, ContainerDemand container)
    {
        var share = container.Request as ShareRequest;
        var tier = placed.Grants.All(grant => grant.MigUuid is not null) ? EnforcementTier.Mig : share?.Weakest ?? EnforcementTier.Shim;
        return placed.ToBooking(container.Name, tier) with { Priority = share?.Priority ?? 0, Weakest = share?.Weakest };
    }
}
