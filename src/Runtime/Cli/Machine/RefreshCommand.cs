using System.CommandLine;
using Coaster.Ledger;
using Coaster.Settings;

namespace Coaster.Cli.Machine;

/// <summary>
/// <c>coaster refresh</c>: looks at the GPUs again for those who have no time to. The runtime and the hooks call it when what is kept does not
/// fit what the kernel says.
/// </summary>
internal static class RefreshCommand
{
    internal static Command Create()
    {
        var command = new Command("refresh", "Look at the GPUs again, and keep what was found for the runtime and the hooks.");
        command.SetAction(_ => Refresh());
        return command;
    }

    private static void Refresh()
    {
        var settings = HostSettings.Load();
        var inventory = MachineGpus.Read(settings);
        Console.WriteLine($"{inventory.Gpus.Count} GPU(s), driver {inventory.DriverVersion}, kept in {new StateFolders(settings.StateDirectory).Inventory}");
    }
}
