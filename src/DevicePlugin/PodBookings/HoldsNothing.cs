namespace Coaster.PodBookings;

/// <summary>The pod is known, and this container of it asks for no GPU: a sidecar, or one that was added to debug.</summary>
public sealed record HoldsNothing : BookingAnswer;
