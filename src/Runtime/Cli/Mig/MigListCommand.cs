using System.CommandLine;
using Coaster.Cli.Output;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger;
using Coaster.Partitioning;
using Coaster.Partitioning.Gpus;
using Coaster.Partitioning.Users;
using Coaster.Settings;

namespace Coaster.Cli.Mig;

/// <summary><c>coaster mig list</c>: how the GPUs are cut, and what more would fit.</summary>
internal static class MigListCommand
{
    private static readonly MigFailure Failure = new("cannot list the MIG devices");

    public static Command Create()
    {
        var format = OutputFormat.Option();
        var command = new Command("list", "Show how the GPUs are cut, what more would fit where, and who holds what.") { format };
        command.SetAction(result => Run(result.GetRequiredValue(format)));
        return command;
    }

    private static int Run(string format)
    {
        Failure.RequireRoot();
        var settings = HostSettings.Load();
        var entries = Entries(settings);
        using var machine = MigMachine.Open(settings.DriverRoot, NoDriver.Mend, Failure);
        var listing = new MigListing(
            [.. machine.Inventory.Gpus.Where(static gpu => gpu.MigMode != MigMode.Unsupported).Select(gpu => (gpu, Cut(machine, gpu)))],
            new MigHolders(entries.Select(static entry => entry.Container)));
        if (format == OutputFormat.Json)
            Console.Out.WriteLine(MigJson.Of(listing));
        else
            foreach (var line in MigTables.Of(listing))
                Console.Out.WriteLine(line);
        return 0;
    }

    /// <summary>The ledger is free again before the driver is asked, which can take its time.</summary>
    private static IReadOnlyList<LedgerEntry> Entries(HostSettings settings)
    {
        using var transaction = new NodeLedger(settings).Begin();
        return transaction.Entries;
    }

    private static MigGpu? Cut(MigMachine machine, Gpu gpu) =>
        gpu is { MigMode: MigMode.Enabled, Health: not GpuHealth.Lost } ? machine.Read(gpu) : null;
}
