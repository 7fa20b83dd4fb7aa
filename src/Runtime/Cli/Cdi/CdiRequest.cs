using Coaster.Injection.Driver;
using Coaster.Settings;

namespace Coaster.Cli.Cdi;

/// <summary>Which specifications to write, and where.</summary>
/// <param name="Settings">The machine's settings.</param>
/// <param name="Folders">The folders of specifications, least important first; ours go into the last.</param>
/// <param name="Kinds">The kinds to write.</param>
/// <param name="Capabilities">The parts of the driver that containers get.</param>
/// <param name="Runtime">The program that the hooks call.</param>
internal sealed record CdiRequest(
    HostSettings Settings, IReadOnlyList<string> Folders, IReadOnlyList<string> Kinds, DriverCapabilities Capabilities, string Runtime)
{
    /// <summary>Whether the kinds were asked for by name, and must not be left out in silence.</summary>
    internal bool IsByName { get; init; }
}
