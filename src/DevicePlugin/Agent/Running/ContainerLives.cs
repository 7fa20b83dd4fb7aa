using Coaster.Agent.Server;
using Coaster.Enforcement.Tiers;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Ledger.Remains;

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

    /// <summary>Takes over from an agent before this one: limits that it set are set again, so that this one knows to clear them.</summary>
    internal void Adopt(IEnumerable<string> ids)
    {
        foreach (var id in ids)
            try
            {
                if (ledger.Find(id) is { Container.Tier: EnforcementTier.Driver, CgroupsPath: { } path } entry
                    && CgroupTree.Of(path).Processes().Cast<int?>().FirstOrDefault() is { } pid)
                    limits.Set(entry, pid);
            }
            catch (CoasterException error)
            {
                Console.Error.WriteLine(error.Line);
            }
    }
}
