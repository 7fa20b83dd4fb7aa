using Coaster.GpuModel.Bookings;
using Coaster.Ledger;

namespace Coaster.Cli.Run;

/// <summary>A share that nothing enforces must not look like one that is.</summary>
internal static class Announcement
{
    internal static void Print(LedgerEntry entry)
    {
        if (entry.Container is not { Kind: BookingKind.Share, Tier: EnforcementTier.Booked, Grants: [var grant, ..] })
            return;
        var gpu = entry.Devices.Find(grant.GpuUuid)!;
        var core = grant.CorePercent > 0 ? $" and {grant.CorePercent} % of the compute" : "";
        Console.Error.WriteLine(
            $"coaster: {entry.Container.Container} has {grant.MemoryMiB} MiB{core} of GPU {gpu.Index} ({gpu.Model}) booked; the limit is not enforced yet.");
    }
}
