namespace Coaster.PodBookings;

/// <summary>The container holds this.</summary>
/// <param name="Held">What.</param>
public sealed record ContainerBooked(HeldContainer Held) : BookingAnswer;
