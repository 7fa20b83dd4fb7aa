using Coaster.Kubelet;
using Coaster.Kubelet.Ports;
using Coaster.PodBookings;
using Coaster.Slicing.Allocation;

namespace Coaster.Agent.Cluster;

/// <summary>The booked containers as the device plugin wants to know them: by resource, in kubelet's count.</summary>
/// <param name="bookings">The node's bookings.</param>
internal sealed class BookedContainers(PodBookingStore bookings) : IBookedContainers
{
    public IReadOnlyList<BookedPodContainer> Of(string resource)
    {
        var found = new List<BookedPodContainer>();
        foreach (var held in bookings.Held)
            if (held.Resources.TryGetValue(resource, out var amount) && OutstandingBooking.Of(held.Booking, amount) is { } devices)
                found.Add(new BookedPodContainer(
                    new PodContainerName(held.Pod.Namespace, held.Pod.Name, held.Booking.Container), devices, held.IsFinished, held.Created));
        return found;
    }

    public bool Knows(string @namespace, string pod) => bookings.Knows(@namespace, pod);

    public Task LookAsync(string @namespace, string pod, CancellationToken cancellationToken) => bookings.LookAsync(@namespace, pod, cancellationToken);
}
