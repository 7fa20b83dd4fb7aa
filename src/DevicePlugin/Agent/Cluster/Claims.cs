using Coaster.Agent.Server;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.PodBookings;

namespace Coaster.Agent.Cluster;

/// <summary>Tells the runtime what a pod's container holds, by the pod's UID and the container's name alone.</summary>
/// <param name="bookings">The node's bookings.</param>
/// <param name="gpus">The node's GPUs.</param>
/// <param name="driverRoot">The driver that they belong to.</param>
/// <param name="events">Told of containers that cannot start.</param>
internal sealed class Claims(PodBookingStore bookings, Func<NodeInventory?> gpus, string driverRoot, PodEvents events) : IClaims
{
    private const string Reason = "NotBooked";

    public async Task<Claimed?> FindAsync(Claim claim)
    {
        var id = new PodContainerId(claim.Pod, claim.Namespace, claim.Name, claim.Container);
        return await bookings.FindAsync(id, CancellationToken.None).ConfigureAwait(false) switch
        {
            ContainerBooked booked => new Claimed(booked.Held.Booking, Devices(claim, booked.Held), driverRoot),
            NotBooked none => throw Refused(claim, none.Why, none.Mend),
            _ => null,
        };
    }

    private NodeInventory Devices(Claim claim, HeldContainer held)
    {
        var all = gpus() ?? throw Refused(claim, "the node's GPUs are not known yet", "See the agent's log: the driver has not answered since it started");
        var booked = held.Booking.Grants.Select(grant => grant.GpuUuid).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return all with { Gpus = [.. all.Gpus.Where(gpu => booked.Contains(gpu.Uuid))] };
    }

    private CoasterException Refused(Claim claim, string why, string mend)
    {
        events.Tell(claim.Namespace, claim.Name, claim.Pod, isWarning: true, Reason, $"{claim.Container} cannot start: {why}");
        return new CoasterException($"cannot start {claim.Namespace}/{claim.Name}/{claim.Container}", why, mend);
    }
}
