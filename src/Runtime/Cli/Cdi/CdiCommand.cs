using System.CommandLine;

namespace Coaster.Cli.Cdi;

/// <summary><c>coaster cdi</c>: this machine's GPUs for engines that speak the Container Device Interface.</summary>
internal static class CdiCommand
{
    internal static Command Create() => new("cdi", "Offer the GPUs of this machine to engines as CDI devices.")
    {
        CdiGenerateCommand.Create(),
        CdiListCommand.Create(),
        CdiWatchCommand.Create(),
    };
}
