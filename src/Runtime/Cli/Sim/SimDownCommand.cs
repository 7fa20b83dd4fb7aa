using System.CommandLine;

namespace Coaster.Cli.Sim;

/// <summary><c>coaster sim down</c>: removes the simulated driver.</summary>
internal static class SimDownCommand
{
    public static Command Create()
    {
        var force = new Option<bool>("--force") { Description = "Also when processes still use it." };
        var folder = SimCommand.FolderOption();
        var command = new Command("down", "Stop the simulated driver and remove its files.") { force, folder };
        command.SetAction(parsed => SimFailure.Report(() => Run(new SimFolder(parsed.GetValue(folder)!), parsed.GetValue(force))));
        return command;
    }

    private static void Run(SimFolder folder, bool force)
    {
        if (!force)
            folder.RequireUnused(SimHome.Find(), "cannot stop the simulated driver");
        folder.Remove();
    }
}
