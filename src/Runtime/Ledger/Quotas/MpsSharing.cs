using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Placement;
using Coaster.Settings;

namespace Coaster.Ledger.Quotas;

/// <summary>A GPU that MPS shares has one context, the server's: shares of other tiers would get none there, and MPS needs the GPU to itself.</summary>
internal static class MpsSharing
{
    /// <summary>The bookings as this request has to see them: a share of the other sort has its GPU whole.</summary>
    internal static IEnumerable<Booking> Seen(GpuRequest request, IEnumerable<Booking> bookings, EnforcementPolicy policy) =>
        Seen(WantsMps(request, policy), bookings);

    /// <summary>The same for what is booked already.</summary>
    /// <param name="wantsMps">Whether it is a share by MPS.</param>
    /// <param name="bookings">The bookings.</param>
    internal static IEnumerable<Booking> Seen(bool wantsMps, IEnumerable<Booking> bookings) =>
        bookings.Select(booking => new Booking(booking.Owner, [.. booking.Containers.Select(container => Seen(container, wantsMps))]));

    /// <summary>A refusal with the reason why a share seems to have its GPU whole, where that may be one.</summary>
    internal static Refused Explain(Refused refused, GpuRequest request, IEnumerable<Booking> bookings, EnforcementPolicy policy)
    {
        var wantsMps = WantsMps(request, policy);
        return request is ShareRequest && bookings.SelectMany(booking => booking.Containers).Any(container => IsOfOtherSort(container, wantsMps))
            ? refused with { Reasons = [.. refused.Reasons, "a GPU has shares of the tier mps or others, never both"] }
            : refused;
    }

    private static bool WantsMps(GpuRequest request, EnforcementPolicy policy) =>
        request is ShareRequest share && BookedTier.Weakest(share.Weakest, share.CoreLimit, policy) == EnforcementTier.Mps;

    private static ContainerBooking Seen(ContainerBooking container, bool wantsMps) =>
        IsOfOtherSort(container, wantsMps) ? container with { Kind = BookingKind.Exclusive } : container;

    private static bool IsOfOtherSort(ContainerBooking container, bool wantsMps) =>
        container.Kind == BookingKind.Share && container.Tier != EnforcementTier.Mig && container.Tier == EnforcementTier.Mps != wantsMps;
}
