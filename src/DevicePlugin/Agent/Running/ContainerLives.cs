using Coaster.Agent.Server;
using Coaster.Enforcement.Tiers;
using Coaster.Enforcement.Tiers.Mps;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;

namespace Coaster.Agent.Running;

/// <summary>Sets up, before a container's first CUDA call, what its tier needs; for most tiers there is nothing to do.</summary>
/// <param name="ledger">The node's ledger.</param>
/// <param name="limits">The driver's own limits.</param>
/// <param name="mps">The MPS daemons.</param>
internal sealed class ContainerLives(NodeLedger ledger, DriverLimits limits, MpsDaemons mps) : IContainerLives
{
    public void Prepare(string id)
    {
        if (ledger.Find(id) is { Container.Tier: EnforcementTier.Mps } entry)
            mps.Prepare(entry);
    }

    public void Started(string id, int pid)
    {
        if (ledger.Find(id) is { Container.Tier: EnforcementTier.Driver } entry)
            limits.Set(entry, pid);
    }

    public void Stopped(string id) => limits.Clear(id);

    /// <summary>
    /// Takes back what was set for containers that are no more, whoever set it: nobody is told of the end of one that was killed, or that ended while there
    /// was no agent.
    /// </summary>
    /// <param name="living">Containers of the tier driver that are known to be there.</param>
    internal void Follow(IReadOnlyCollection<string> living)
    {
        foreach (var id in limits.Ids.Except(living))
            if (ledger.Find(id)?.Container.Tier != EnforcementTier.Driver)
                limits.Clear(id);
    }
}
