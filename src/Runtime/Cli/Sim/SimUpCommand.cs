using System.CommandLine;
using Coaster.Posix;

namespace Coaster.Cli.Sim;

/// <summary><c>coaster sim up</c>: standard output is shell text to evaluate, everything for people goes to standard error.</summary>
internal static class SimUpCommand
{
    private const UnixFileMode OthersMayNotWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public static Command Create()
    {
        var gpus = new Option<string>("--gpus") { Description = "GPUs as MODEL:COUNT, comma separated.", DefaultValueFactory = _ => "h200:8" };
        var mig = new Option<bool>("--mig") { Description = "Partition the GPUs that can be." };
        var driver = new Option<string?>("--driver") { Description = "The driver's version: 570.172.08 (the default) or 615.71.09, which limits memory." };
        var folder = SimCommand.FolderOption();
        var command = new Command("up", "Start a simulated driver; evaluate what it prints.") { gpus, mig, driver, folder };
        command.SetAction(parsed => SimFailure.Report(() =>
            Run(new SimFolder(parsed.GetValue(folder)!), Words(parsed.GetValue(gpus)!, parsed.GetValue(mig), parsed.GetValue(driver)))));
        return command;
    }

    private static string[] Words(string gpus, bool mig, string? driver) =>
        [gpus, .. mig ? ["--mig"] : Array.Empty<string>(), .. driver is null ? Array.Empty<string>() : ["--driver", driver]];

    private static void Run(SimFolder folder, string[] words)
    {
        var home = SimHome.Find();
        folder.RequireUnused(home, "cannot start the simulated driver");
        // A driver belongs to every user of the machine, however private the shell that starts it.
        FileNodes.SetCreationMask(OthersMayNotWrite);
        Directory.CreateDirectory(folder.Path);
        Simctl.Run(home, ["create", folder.State, home.Profiles, .. words]);
        folder.RemoveRoot();
        var machine = SimulatedMachine.Read(home, folder);
        DriverRoot.Build(home, folder, machine);
        Simctl.Run(home, ["caps", folder.State, folder.Root]);
        Console.Error.WriteLine($"coaster: simulating {machine.Gpus.Count} GPU(s), driver {machine.DriverVersion}, in {folder.Path}");
        Console.WriteLine($"export COASTER_DRIVER_ROOT={ShellText.Quote(folder.Root)}");
    }
}
