using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.PodBookings;

namespace Coaster.Agent.Cluster;

/// <summary>Who is on which GPU: the containers of pods by their bookings, and all that have started by the node's ledger.</summary>
/// <param name="bookings">The node's bookings.</param>
/// <param name="ledger">The node's ledger.</param>
internal sealed class GpuUsers(PodBookingStore bookings, NodeLedger ledger)
{
    /// <summary>Names of containers by the GPUs' UUIDs, each once.</summary>
    internal ILookup<string, string> ByGpu() => OfPods().Concat(OfLedger())
        .Distinct()
        .ToLookup(use => use.Gpu, use => use.Name, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<(string Gpu, string Name)> OfPods() =>
        from held in bookings.Held
        from grant in held.Booking.Grants
        select (grant.GpuUuid, $"{held.Pod}/{held.Booking.Container}");

    private IEnumerable<(string Gpu, string Name)> OfLedger()
    {
        foreach (var file in Directory.Exists(ledger.Folders.Bookings) ? Directory.GetFiles(ledger.Folders.Bookings, "*.json") : [])
            if (TryFind(Path.GetFileNameWithoutExtension(file)) is { } entry)
                foreach (var grant in entry.Container.Grants)
                    yield return (grant.GpuUuid, entry.Pod is { } pod ? $"{pod.Namespace}/{pod.Name}/{pod.Container}" : entry.Container.Container);
    }

    private LedgerEntry? TryFind(string id)
    {
        try
        {
            return ledger.Find(id);
        }
        catch (CoasterException)
        {
            // Whoever books next says so, and how to mend it.
            return null;
        }
    }
}
