using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Placement;
using Coaster.Settings;

namespace Coaster.Ledger.Quotas;

/// <summary>What will make a new booking's limits hold.</summary>
internal static class BookedTier
{
    /// <summary>The tier: a share gets the shim, or what it or the machine demands beyond that. Whole GPUs have no limits to hold.</summary>
    /// <exception cref="CoasterException">A hardware partition is demanded where there is none.</exception>
    internal static EnforcementTier Of(GpuRequest request, Placed placed, EnforcementPolicy policy)
    {
        if (placed.Grants.All(grant => grant.MigUuid is not null))
            return EnforcementTier.Mig;
        if (placed.Kind != BookingKind.Share)
            return EnforcementTier.Booked;
        var least = Weakest((request as ShareRequest)?.Weakest, placed.CoreLimit, policy);
        return least == EnforcementTier.Mig ? throw NoPartition() : Max(least, EnforcementTier.Shim);
    }

    /// <summary>The weakest tier that a share may run with. What only kills afterwards, or does nothing, is no hard limit.</summary>
    internal static EnforcementTier Weakest(EnforcementTier? asked, CoreLimit limit, EnforcementPolicy policy) =>
        Max(Max(policy.Weakest, asked ?? EnforcementTier.Booked), limit == CoreLimit.Hard ? EnforcementTier.Shim : EnforcementTier.Booked);

    private static EnforcementTier Max(EnforcementTier one, EnforcementTier other) => one > other ? one : other;

    private static CoasterException NoPartition() => new(
        "cannot book a share",
        "only a hardware partition (tier mig) is accepted, and a share is none",
        "Cut a MIG device with: coaster mig create, and ask for it by name: device=MIG-…");
}
