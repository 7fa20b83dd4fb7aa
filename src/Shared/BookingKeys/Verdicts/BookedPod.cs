using Coaster.GpuModel.Bookings;

namespace Coaster.BookingKeys.Verdicts;

/// <summary>The pod that carries a booking, as the reader knows it from elsewhere.</summary>
/// <param name="Uid">The pod's UID.</param>
/// <param name="Node">The node that it runs on.</param>
/// <param name="Containers">The names of all its containers, init containers too.</param>
/// <param name="Known">The last statement about this pod that was accepted, or null when there was none.</param>
public sealed record BookedPod(string Uid, string Node, IReadOnlyCollection<string> Containers, BookingStatement? Known = null);
