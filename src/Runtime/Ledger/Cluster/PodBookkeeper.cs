using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Quota.Agents;

namespace Coaster.Ledger.Cluster;

/// <summary>Writes down what the cluster booked. It has decided where; nothing is placed here.</summary>
/// <param name="ledger">The node's ledger.</param>
/// <param name="clock">Tells when it was written down.</param>
public sealed class PodBookkeeper(NodeLedger ledger, TimeProvider clock)
{
    /// <summary>Writes the entry of a pod's container that this process is about to start, in place of one of an earlier try.</summary>
    /// <param name="pod">The pod's container.</param>
    /// <param name="claim">What it holds.</param>
    /// <param name="container">The same container as its engine knows it.</param>
    /// <returns>The entry, already written.</returns>
    /// <exception cref="CoasterException">Somebody whom the cluster does not know holds the same; nothing is written.</exception>
    public LedgerEntry Book(PodOwner pod, PodClaim claim, NewContainer container)
    {
        using var transaction = ledger.Begin();
        var entry = new LedgerEntry(
            container.Engine,
            claim.Booking,
            claim.Devices,
            claim.DriverRoot,
            container.Starter,
            container.CgroupsPath,
            clock.GetUtcNow(),
            container.Command)
        {
            Pod = pod,
        };
        RefuseTaken(transaction, entry);
        new Neighbours(entry, transaction.Entries, ledger.Bounds).Require();
        transaction.Put(entry);
        return entry;
    }

    private static void RefuseTaken(LedgerTransaction transaction, LedgerEntry entry)
    {
        if (transaction.Entries.Any(other => other.Id == entry.Id && other.Pod is null))
            throw new CoasterException(
                $"cannot start {entry.Name}", $"a container that is no pod's is running under its id {entry.Id}", "Stop that one first: see coaster ps");
    }
}
