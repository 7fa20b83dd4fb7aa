using Coaster.Agent.Server;
using Coaster.Enforcement.Contexts;
using Coaster.Enforcement.Sampling;
using Coaster.Enforcement.Tiers;
using Coaster.Enforcement.Tiers.Mps;
using Coaster.GpuModel.Bookings;

namespace Coaster.Agent.Running;

/// <summary>The machine's GPUs, and what can hold shares of each.</summary>
/// <param name="sampler">Who has the driver open.</param>
/// <param name="contexts">What contexts hold.</param>
/// <param name="limits">The driver's own limits.</param>
/// <param name="mps">The MPS daemons.</param>
internal sealed class GpuOffers(NvmlSampler sampler, ContextCosts contexts, DriverLimits limits, MpsDaemons mps)
{
    internal IReadOnlyList<GpuOffer> All()
    {
        var offers = new List<GpuOffer>();
        if (sampler.Session is not { } session)
            return offers;
        for (var index = 0; index < session.GetDeviceCount().ValueOr(0); index++)
            if (session.GetDevice(index) is { IsSuccess: true } device && device.Value.GetUuid() is { IsSuccess: true } uuid)
                offers.Add(new GpuOffer(uuid.Value, contexts.Of(uuid.Value), Tiers(uuid.Value)));
        return offers;
    }

    private List<EnforcementTier> Tiers(string uuid)
    {
        List<EnforcementTier> tiers = [EnforcementTier.Watcher, EnforcementTier.Shim];
        if (mps.IsOffered(uuid))
            tiers.Add(EnforcementTier.Mps);
        if (limits.IsOffered(uuid))
            tiers.Add(EnforcementTier.Driver);
        return tiers;
    }
}
