using System.CommandLine;

namespace Coaster.Cli.Sim;

/// <summary><c>coaster sim</c>: a simulated NVIDIA driver, so that everything can be tried on a machine without a GPU.</summary>
internal static class SimCommand
{
    public static Command Create() => new("sim", "Simulate NVIDIA GPUs on a machine that has none.")
    {
        SimUpCommand.Create(),
        SimSetCommand.Create(),
        SimDownCommand.Create(),
    };

    public static Option<string> FolderOption() => new("--dir")
    {
        Description = "The folder of the simulated driver.",
        DefaultValueFactory = _ => "/run/coaster-sim",
    };
}
