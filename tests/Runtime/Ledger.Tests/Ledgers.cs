using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Settings;
using Coaster.Posix;

namespace Coaster.Ledger.Tests;

/// <summary>Ledgers, GPUs and entries in the fewest words.</summary>
internal static class Ledgers
{
    public const long GpuMiB = 100_000;

    public static readonly NodeInventory Node = new(
        "570.124.06", "12.8", [new(0, "GPU-0", 3, "NVIDIA H200", GpuMiB, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, [])]);

    /// <summary>A process that was there once: its pid is ours, its start another.</summary>
    public static ProcessIdentity Dead => ProcessIdentity.Current with { StartTicks = 1 };

    public static NodeLedger In(string folder) => new(HostSettings.Default with { StateDirectory = folder });

    public static LedgerEntry Book(this NodeLedger ledger, string name, long mib = 1000, ContainerEngine engine = ContainerEngine.Runc) =>
        new Bookkeeper(ledger, TimeProvider.System).Book(
            new ShareRequest(GpuFilter.Any, new ShareSize.Amount(mib, 0), CoreLimit.Soft),
            Node,
            "/",
            new NewContainer(name, name, engine, ["sleep", "1"]));

    public static LedgerEntry? TryBook(NodeLedger ledger, string name, long mib)
    {
        try
        {
            return ledger.Book(name, mib);
        }
        catch (CoasterException)
        {
            return null;
        }
    }

    /// <summary>Makes it the entry of a container whose starter is gone.</summary>
    public static void Orphan(this NodeLedger ledger, LedgerEntry entry, string? cgroupsPath = null)
    {
        using var transaction = ledger.Begin();
        transaction.Put(entry with { Starter = Dead, CgroupsPath = cgroupsPath });
    }

    public static IReadOnlyList<string> Names(this NodeLedger ledger)
    {
        using var transaction = ledger.Begin();
        return [.. transaction.Entries.Select(entry => entry.Id)];
    }

    public static long BookedMiB(this NodeLedger ledger)
    {
        using var transaction = ledger.Begin();
        return transaction.Entries.SelectMany(entry => entry.Container.Grants).Sum(grant => grant.MemoryMiB);
    }
}
