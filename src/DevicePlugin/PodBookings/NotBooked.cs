namespace Coaster.PodBookings;

/// <summary>The container must not get a GPU.</summary>
/// <param name="Why">The cause, without a full stop.</param>
/// <param name="Mend">What to do, as a sentence without its full stop.</param>
public sealed record NotBooked(string Why, string Mend) : BookingAnswer;
