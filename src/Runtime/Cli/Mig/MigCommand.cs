using System.CommandLine;

namespace Coaster.Cli.Mig;

/// <summary><c>coaster mig</c>: how the GPUs of this machine are cut into MIG devices.</summary>
internal static class MigCommand
{
    public static Command Create() => new("mig", "Cut GPUs into MIG devices so that what is cut first leaves room for what comes later.")
    {
        MigListCommand.Create(),
        MigCreateCommand.Create(),
        MigDestroyCommand.Create(),
    };

    public static Option<string> GpuOption() => new("--gpu") { Description = "The GPU: an index, a UUID or a PCI address.", HelpName = "GPU" };
}
