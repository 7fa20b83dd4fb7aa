using System.CommandLine;
using Coaster.Cli.Output;
using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Settings;
using Coaster.Posix;
using Coaster.Quota.Agents;

namespace Coaster.Cli.Ps;

/// <summary><c>coaster ps</c>: who holds which part of which GPU of this machine.</summary>
internal static class PsCommand
{
    internal static Command Create()
    {
        var format = OutputFormat.Option();
        var command = new Command("ps", "List the containers that hold GPUs of this machine.") { format };
        command.SetAction(result => Print(result.GetRequiredValue(format)));
        return command;
    }

    private static int Print(string format)
    {
        var settings = HostSettings.Load();
        var entries = Read(settings);
        var agent = new AgentClient(settings.StateDirectory).Status();
        if (format == OutputFormat.Json)
            Console.Out.WriteLine(PsJson.Of(entries, agent));
        else
            foreach (var line in PsTable.Of(entries, agent, TimeProvider.System.GetUtcNow(), wide: format == OutputFormat.Wide).Lines())
                Console.Out.WriteLine(line);
        return 0;
    }

    private static IReadOnlyList<LedgerEntry> Read(HostSettings settings)
    {
        if (!ProcessIdentity.IsRoot)
            throw new CoasterException("cannot list the containers", "only root may read the bookings", "Run it as root, or with sudo");
        using var transaction = new NodeLedger(settings).Begin();
        return transaction.Entries;
    }
}
