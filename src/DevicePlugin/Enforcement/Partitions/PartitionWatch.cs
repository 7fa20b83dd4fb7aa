using Coaster.Enforcement.Containers;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Settings;

namespace Coaster.Enforcement.Partitions;

/// <summary>Looks once a second at the containers that hold MIG devices. One thread steps; the status may be read by any.</summary>
/// <param name="settings">Where the bookings are.</param>
/// <param name="sampler">Who asks the driver.</param>
/// <param name="time">The clock.</param>
public sealed class PartitionWatch(HostSettings settings, IPartitionSampler sampler, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly BookingsFolder _bookings = new(new NodeLedger(settings), time);
    private long? _lastLook;

    /// <summary>How the containers stand.</summary>
    public IReadOnlyList<PartitionStatus> Status { get; private set; } = [];

    /// <summary>Looks, where the last look was long enough ago.</summary>
    public void Step()
    {
        if (_lastLook is { } last && time.GetElapsedTime(last) < Period)
            return;
        _lastLook = time.GetTimestamp();
        var holders = _bookings.Read().Where(entry => Grants(entry).Any()).ToList();
        sampler.Keep(holders.SelectMany(Grants).Select(grant => grant.MigUuid!).ToHashSet(StringComparer.OrdinalIgnoreCase));
        Status = [.. holders.Select(Look)];
    }

    private static IEnumerable<GpuGrant> Grants(LedgerEntry entry) => entry.Container.Grants.Where(grant => grant.MigUuid is not null);

    private PartitionStatus Look(LedgerEntry entry) => new(
        entry.Id, entry.Container.Container, entry.Container.Tier, [.. Grants(entry).Select(grant =>
            new PartitionUse(grant.GpuUuid, grant.MigUuid!, grant.MemoryMiB << 20, sampler.Sample(grant.MigUuid!)))]);
}
