using Coaster.GpuModel.Bookings;

namespace Coaster.Ledger.Quotas;

/// <summary>A share that nothing enforces must not look like one that is.</summary>
internal static class QuotaNotice
{
    /// <summary>What the person who starts it should know, or null.</summary>
    internal static string? Of(LedgerEntry entry, EnforcementTier tier)
    {
        if (entry.Container is not { Kind: BookingKind.Share, Grants: [var grant, ..] } || tier != EnforcementTier.Booked)
            return null;
        var core = grant.CorePercent > 0 ? $" and {grant.CorePercent} % of the compute" : "";
        var gpu = entry.Devices.Find(grant.GpuUuid) is { } device ? $"GPU {device.Index} ({device.Model})" : grant.GpuUuid;
        return $"{entry.Container.Container} has {grant.MemoryMiB} MiB{core} of {gpu} booked; the limit is not enforced yet.";
    }
}
