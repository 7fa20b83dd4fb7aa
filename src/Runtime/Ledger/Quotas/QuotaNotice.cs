using Coaster.GpuModel.Bookings;

namespace Coaster.Ledger.Quotas;

/// <summary>A share that nothing enforces, or that others are promised as well, must not look like one that is sure.</summary>
internal static class QuotaNotice
{
    /// <summary>What the person who starts it should know.</summary>
    internal static IEnumerable<string> Of(LedgerEntry entry, EnforcementTier tier)
    {
        if (entry.Container is not { Kind: BookingKind.Share, Grants: [var grant, ..] } booking)
            yield break;
        var gpu = entry.Devices.Find(grant.GpuUuid) is { } device ? $"GPU {device.Index} ({device.Model})" : grant.GpuUuid;
        if (tier == EnforcementTier.Booked)
            yield return $"{entry.Name} has {grant.MemoryMiB} MiB{Core(grant)} of {gpu} booked; the limit is not enforced yet.";
        if (booking.Oversubscribed != Oversubscription.None)
            yield return $"{entry.Name} has a share of {gpu} that is oversubscribed: {string.Join("; ", Meaning(booking.Oversubscribed, grant))}.";
    }

    private static string Core(GpuGrant grant) => grant.CorePercent > 0 ? $" and {grant.CorePercent} % of the compute" : "";

    private static IEnumerable<string> Meaning(Oversubscription parts, GpuGrant grant)
    {
        if (parts.HasFlag(Oversubscription.Core))
            yield return $"while all want their compute it gets its part of {grant.CorePercent} % in proportion";
        if (parts.HasFlag(Oversubscription.Memory))
            yield return "its memory moves to the host while others need the room";
    }
}
