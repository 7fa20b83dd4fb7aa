using Coaster.Cli.Machine;
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
}
