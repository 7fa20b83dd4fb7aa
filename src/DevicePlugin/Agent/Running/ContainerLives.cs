using Coaster.Agent.Server;
using Coaster.Enforcement.Tiers;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;

namespace Coaster.Agent.Running;

/// <summary>Sets up, before a container's first CUDA call, what its tier needs; for most tiers there is nothing to do.</summary>
/// <param name="ledger">The node's ledger.</param>
/// <param name="limits">The driver's own limits.</param>
internal sealed class ContainerLives(NodeLedger ledger, DriverLimits limits) : IContainerLives
{
    public void Started(string id, int pid)
    {
        if (ledger.Find(id) is not { } entry)
            return;
        if (entry.Container.Tier == EnforcementTier.Mps)
            throw new CoasterException(
                $"cannot start {entry.Container.Container}", "the tier mps is demanded, and this agent manages no MPS daemon", "Ask for the tier shim or driver");
        if (entry.Container.Tier == EnforcementTier.Driver)
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
