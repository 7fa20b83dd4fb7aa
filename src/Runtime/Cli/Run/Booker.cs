using Coaster.Cli.Machine;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.Settings;
using Coaster.Posix;

namespace Coaster.Cli.Run;

/// <summary>Books GPUs for the container that this process becomes, and leaves somebody behind who frees them.</summary>
internal sealed class Booker(HostSettings settings, NodeLedger ledger)
{
    internal LedgerEntry Book(GpuRequest request, NewContainer container)
    {
        var node = MachineGpus.Read(settings);
        var entry = new Bookkeeper(ledger, TimeProvider.System).Book(request, node, settings.DriverRoot, container);
        try
        {
            Programs.StartDetached(Installation.Runtime(), [RuntimeNames.Reaper, entry.Id]);
            Announce(entry);
            return entry;
        }
        catch
        {
            Release(entry);
            throw;
        }
    }

    internal void Release(LedgerEntry entry)
    {
        using var transaction = ledger.Begin();
        transaction.Release(entry.Id);
    }

    /// <summary>A share that nothing enforces must not look like one that is.</summary>
    private static void Announce(LedgerEntry entry)
    {
        if (entry.Container is not { Kind: BookingKind.Share, Tier: EnforcementTier.Booked, Grants: [var grant, ..] })
            return;
        var gpu = entry.Devices.Find(grant.GpuUuid)!;
        var core = grant.CorePercent > 0 ? $" and {grant.CorePercent} % of the compute" : "";
        Console.Error.WriteLine(
            $"coaster: {entry.Container.Container} has {grant.MemoryMiB} MiB{core} of GPU {gpu.Index} ({gpu.Model}) booked; the limit is not enforced yet.");
    }
}
