using Coaster.Enforcement.Events;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Quota;
using Coaster.Settings;

namespace Coaster.Enforcement.Containers;

/// <summary>The containers with shares, as the ledger has them.</summary>
/// <param name="settings">Where the state is, and what is done about one that stays over its limit.</param>
/// <param name="events">Where it is told that a region cannot be used.</param>
internal sealed class TenantSet(HostSettings settings, EventLog events) : IDisposable
{
    private const int LooksBeforeUnusable = 5;
    private readonly BookingsFolder _bookings = new(new NodeLedger(settings), TimeProvider.System);
    private readonly Dictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _unusable = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<Tenant> Tenants => _tenants.Values;

    /// <summary>Brings the set up to date.</summary>
    /// <returns>Who came and who went.</returns>
    internal (IReadOnlyList<Tenant> Came, IReadOnlyList<Tenant> Went) Refresh()
    {
        var shares = _bookings.Read().Where(IsManaged).ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        var went = _tenants.Values.Where(tenant => !shares.TryGetValue(tenant.Id, out var entry) || entry.Created != tenant.Entry.Created).ToList();
        foreach (var tenant in went)
            _tenants.Remove(tenant.Id);
        foreach (var id in _unusable.Keys.Where(id => !shares.ContainsKey(id)).ToList())
            _unusable.Remove(id);
        var came = new List<Tenant>();
        foreach (var entry in shares.Values)
            if (_tenants.TryGetValue(entry.Id, out var tenant) && (tenant.Region is not null || !HasRegion(entry)))
                tenant.Update(entry);
            else if (TryOpen(entry) is { } opened)
                came.Add(_tenants[entry.Id] = opened);
        return (came, went);
    }

    public void Dispose()
    {
        foreach (var tenant in _tenants.Values)
            tenant.Dispose();
        _tenants.Clear();
    }

    /// <summary>A hardware partition needs nobody; what is only booked is trusted.</summary>
    private static bool IsManaged(LedgerEntry entry) =>
        entry.Container is { Kind: BookingKind.Share, Tier: not (EnforcementTier.Mig or EnforcementTier.Booked) };

    private bool HasRegion(LedgerEntry entry) => File.Exists(QuotaFolder.Of(settings.StateDirectory, entry.Id).Limits);

    private Tenant? TryOpen(LedgerEntry entry)
    {
        try
        {
            return new Tenant(entry, OpenRegion.Open(QuotaFolder.Of(settings.StateDirectory, entry.Id)), settings.Enforcement.OverLimit);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CodecException)
        {
            // It is being made, or removed, or of another version; only the last of these lasts.
            if (error is CodecException && (_unusable[entry.Id] = _unusable.GetValueOrDefault(entry.Id) + 1) == LooksBeforeUnusable)
                events.Add(EnforcementEvent.Of(entry, EventKind.Unusable, $"its region cannot be used: {error.Message}"));
            return null;
        }
    }
}
