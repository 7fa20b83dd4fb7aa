using Coaster.GpuModel.Bookings;
using Coaster.Placement;

namespace Coaster.Ledger.Quotas;

/// <summary>What of a new booking may be promised to others as well.</summary>
internal static class BookedOversubscription
{
    /// <summary>
    /// Said of every share that is booked under such bounds, the first as well as the one that passes what there is: the first one's memory has to
    /// give way to the others' later.
    /// </summary>
    internal static Oversubscription Of(Placed placed, ShareBounds bounds) => placed.Kind != BookingKind.Share
        ? Oversubscription.None
        : (bounds.CorePercent > ShareBounds.Whole && placed.Grants.Any(grant => grant.CorePercent > 0) ? Oversubscription.Core : Oversubscription.None)
            | (bounds.MemoryPercent > ShareBounds.Whole ? Oversubscription.Memory : Oversubscription.None);
}
