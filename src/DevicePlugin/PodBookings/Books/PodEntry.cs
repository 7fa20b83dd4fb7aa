using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Charges;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings.Books;

/// <summary>A pod and what became of its booking. A later text that is refused leaves what was accepted before.</summary>
/// <param name="Facts">The pod, as it was told last.</param>
internal sealed record PodEntry(PodFacts Facts)
{
    /// <summary>The text that was accepted last, or null.</summary>
    public string? AcceptedText { get; init; }

    /// <summary>What it says; it stays known after the pod's end.</summary>
    public BookingStatement? Statement { get; init; }

    /// <summary>What it holds; null when it holds nothing, or no more.</summary>
    public PodCharge? Charge { get; init; }

    /// <summary>Why the pod's present text does not count; null when it does, or there is none.</summary>
    public BookingFault? Fault { get; init; }

    /// <summary>What the observer was told last of this pod.</summary>
    public (BookingProblem Problem, string? Text)? Told { get; init; }

    /// <summary>Whether nobody but the disk has told of the pod yet.</summary>
    public bool IsStored { get; init; }

    /// <summary>What the containers hold now.</summary>
    public IEnumerable<HeldContainer> Held => Charge is null || Statement is null ? [] : Statement.Booking.Containers.Select(Of);

    /// <summary>What a container holds, or null.</summary>
    public HeldContainer? Find(string container) => Held.FirstOrDefault(held => held.Booking.Container == container);

    private HeldContainer Of(ContainerBooking booking)
    {
        var container = Facts.Find(booking.Container);
        return new HeldContainer(
            Facts.Pod,
            booking,
            container?.Resources ?? new Dictionary<string, int>(),
            container?.Role == ContainerRole.Init,
            container?.Role == ContainerRole.Sidecar,
            container?.IsFinished ?? false,
            Facts.Created);
    }
}
