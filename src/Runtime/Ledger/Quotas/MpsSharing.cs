using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Settings;

namespace Coaster.Ledger.Quotas;

/// <summary>A GPU that MPS shares has one context, the server's: shares of other tiers would get none there, and MPS needs the GPU to itself.</summary>
internal static class MpsSharing
{
    /// <summary>The bookings as this request has to see them: a share of the other sort has its GPU whole.</summary>
    internal static IEnumerable<Booking> Seen(GpuRequest request, IEnumerable<Booking> bookings, EnforcementPolicy policy)
    {
        var wantsMps = request is ShareRequest share && BookedTier.Weakest(share.Weakest, share.CoreLimit, policy) == EnforcementTier.Mps;
        return bookings.Select(booking => new Booking(booking.Owner, [.. booking.Containers.Select(container => Seen(container, wantsMps))]));
    }

    private static ContainerBooking Seen(ContainerBooking container, bool wantsMps) =>
        container.Kind == BookingKind.Share && container.Tier != EnforcementTier.Mig && container.Tier == EnforcementTier.Mps != wantsMps
            ? container with { Kind = BookingKind.Exclusive }
            : container;
}
