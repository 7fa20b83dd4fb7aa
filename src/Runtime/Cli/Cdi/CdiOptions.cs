using System.CommandLine;
using Coaster.Cdi.Writing;
using Coaster.GpuModel;
using Coaster.Injection.Driver;
using Coaster.Posix;
using Coaster.Settings;

namespace Coaster.Cli.Cdi;

/// <summary>The options that the writing commands share.</summary>
internal sealed class CdiOptions
{
    /// <summary>The output that is no folder.</summary>
    internal const string StandardOutput = "-";

    private readonly Option<string[]> _kinds = new("--kind")
    {
        Description = $"{string.Join(" or ", GpuKind.All)}; both without it.",
        HelpName = "KIND",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = "The folder to write to, or - to print; the last of the settings' cdiFolders without it.",
        HelpName = "DIR",
    };

    private readonly Option<string> _capabilities = new("--capabilities")
    {
        Description = "The parts of the driver that containers get, as in NVIDIA_DRIVER_CAPABILITIES.",
        DefaultValueFactory = _ => "compute,utility",
        HelpName = "LIST",
    };

    internal CdiOptions() => _kinds.AcceptOnlyFromAmong([.. GpuKind.All]);

    internal void AddTo(Command command)
    {
        command.Options.Add(_kinds);
        command.Options.Add(_output);
        command.Options.Add(_capabilities);
    }

    internal string? Output(ParseResult parsed) => parsed.GetValue(_output);

    /// <summary>The folders of specifications that the command is about.</summary>
    internal IReadOnlyList<string> Folders(ParseResult parsed, HostSettings settings) =>
        Output(parsed) is { } folder and not StandardOutput ? [Path.GetFullPath(folder)] : settings.CdiFolders;

    /// <exception cref="CoasterException">The words are wrong, or the process may not do it.</exception>
    internal CdiRequest Read(ParseResult parsed)
    {
        var capabilities = DriverCapabilityNames.FromEnv([$"{DriverCapabilityNames.Variable}={parsed.GetValue(_capabilities)}"]);
        var settings = HostSettings.Load();
        RequireRoot();
        var kinds = parsed.GetValue(_kinds) ?? [];
        return new CdiRequest(settings, Folders(parsed, settings), kinds.Length > 0 ? [.. kinds.Distinct()] : GpuKind.All, capabilities, Installation.Runtime())
        {
            IsByName = kinds.Length > 0,
        };
    }

    internal static void RequireRoot()
    {
        if (!ProcessIdentity.IsRoot)
            throw new CoasterException("cannot write CDI specifications", "only root may read the bookings", "Run it as root, or with sudo");
    }
}
