using Coaster.Enforcement.Compute;
using Coaster.Enforcement.Memory;
using Coaster.Enforcement.Processes;
using Coaster.Enforcement.Tiers.Mps;
using Coaster.Enforcement.Watching;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Quota.Counters;
using Coaster.Settings;

namespace Coaster.Enforcement.Containers;

/// <summary>A container with a share, from the moment that its booking is seen until it is gone.</summary>
internal sealed class Tenant : IDisposable
{
    private readonly long[] _busyNs;
    private readonly double[] _chargedNs;

    internal Tenant(LedgerEntry entry, OpenRegion? region, OverLimit action)
    {
        (Entry, Region, Place) = (entry, region, ContainerPlace.Of(entry));
        var held = entry.Container.Grants.Where(grant => grant.MigUuid is null).ToDictionary(
            grant => grant.GpuUuid, grant => Held(entry.Container, grant), StringComparer.OrdinalIgnoreCase);
        // The region's order is the one that slots and buckets are in.
        Gpus = region is null ? [.. held.Values] : [.. region.Gpus.Select(uuid => held.GetValueOrDefault(uuid) ?? new HeldGpu(uuid, 0, default))];
        Accountant = new MemoryAccountant(Gpus.Count, givesWay: entry.Container.Oversubscribed.HasFlag(Oversubscription.Memory));
        Watch = new WatchPolicy(action);
        ComputeWatches = [.. Gpus.Select(_ => new ComputeWatch())];
        Findings = new MemoryFindings([], new long[Gpus.Count], new long[Gpus.Count]);
        (_busyNs, _chargedNs) = (new long[Gpus.Count], new double[Gpus.Count]);
    }

    internal LedgerEntry Entry { get; private set; }

    internal string Id => Entry.Id;

    internal OpenRegion? Region { get; }

    internal ContainerPlace? Place { get; private set; }

    internal IReadOnlyList<HeldGpu> Gpus { get; }

    internal MemoryAccountant Accountant { get; }

    internal WatchPolicy Watch { get; }

    internal IReadOnlyList<ComputeWatch> ComputeWatches { get; }

    /// <summary>What the last look at its memory came to.</summary>
    internal MemoryFindings Findings { get; set; }

    /// <summary>Its counters as they were read last, or null when it spoiled them.</summary>
    internal CountersSnapshot? Counters { get; private set; }

    internal bool IsSpoiled { get; set; }

    /// <summary>Whether it was told that its programs got private functions of the driver.</summary>
    internal bool HasPrivateTables { get; set; }

    /// <summary>Whether its compute is held by MPS, and nothing of ours may hold it a second time.</summary>
    internal bool IsMpsClient => Entry.Container.Tier == EnforcementTier.Mps && Gpus.Count > 0;

    internal MpsOutsiders Outsiders { get; } = new();

    /// <summary>Takes over what became known after the booking was made, such as the cgroup.</summary>
    internal void Update(LedgerEntry entry) => (Entry, Place) = (entry, ContainerPlace.Of(entry));

    /// <summary>How long a GPU was busy for it since it was first seen.</summary>
    internal long BusyNs(int gpu) => _busyNs[gpu];

    internal void AddBusy(int gpu, long ns) => _busyNs[gpu] += ns;

    /// <summary>What it was charged between the last two readings, in nanoseconds; 0 when it launched nothing.</summary>
    internal double ChargedNs(int gpu) => _chargedNs[gpu];

    internal void See(CountersSnapshot? counters)
    {
        for (var gpu = 0; gpu < Gpus.Count; gpu++)
        {
            var units = Math.Max(0, (counters?.Buckets[gpu].ConsumedUnits ?? 0) - (Counters?.Buckets[gpu].ConsumedUnits ?? 0));
            _chargedNs[gpu] = Region is null ? 0 : units * (double)Region.OrderInForce(gpu).UnitPs / 1000;
        }

        Counters = counters;
    }

    internal int IndexOf(string uuid)
    {
        for (var i = 0; i < Gpus.Count; i++)
            if (string.Equals(Gpus[i].Uuid, uuid, StringComparison.OrdinalIgnoreCase))
                return i;
        return -1;
    }

    public void Dispose() => Region?.Dispose();

    private static HeldGpu Held(ContainerBooking booking, GpuGrant grant) => new(
        grant.GpuUuid, grant.MemoryMiB << 20, new TenantTerms(grant.CorePercent, booking.CoreLimit == CoreLimit.Hard, booking.Priority, grant.MemoryMiB));
}
