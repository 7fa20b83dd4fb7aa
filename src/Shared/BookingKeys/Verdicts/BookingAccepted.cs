using Coaster.GpuModel.Bookings;

namespace Coaster.BookingKeys.Verdicts;

/// <summary>The scheduler said this of this pod on this node.</summary>
/// <param name="Statement">What it said.</param>
public sealed record BookingAccepted(BookingStatement Statement) : BookingVerdict;
