using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Ledger.Cluster;
using Coaster.Ledger.Quotas;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Quota.Agents;
using Coaster.Settings;

namespace Coaster.Runtime.Creation;

/// <summary>A pod's container, for which the cluster booked. Whatever its image or its author asks for besides does not count.</summary>
internal sealed class ClaimedCreation(HostSettings settings, NodeLedger ledger, ShareQuota quota)
{
    /// <summary>Writes what it holds into the ledger, and then into the bundle.</summary>
    /// <returns>What the person who starts the container should know.</returns>
    /// <exception cref="CoasterException">It cannot be had; the ledger has no entry of it, and the bundle is as it was.</exception>
    internal IReadOnlyList<string> Prepare(PodOwner pod, PodClaim claim, BundleSpec spec, BundleFile file, ContainerFacts container)
    {
        var made = container.ToNew(BundleInjection.CgroupOf(spec, container.Id));
        var entry = new PodBookkeeper(ledger, TimeProvider.System).Book(pod, claim, made);
        try
        {
            var injection = new BundleInjection(settings, quota);
            using var root = RootDirectory.Open(file.RootOf(spec));
            return injection.Write(entry, injection.DriverEdits(entry, spec, root), root, spec, file, BundleInjection.FreedAtTheEnd);
        }
        catch
        {
            using var transaction = ledger.Begin();
            transaction.Release(entry.Id);
            throw;
        }
    }
}
