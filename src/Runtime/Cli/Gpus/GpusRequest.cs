using Coaster.Settings;

namespace Coaster.Cli.Gpus;

/// <summary>What <c>coaster gpus</c> was asked for.</summary>
/// <param name="Settings">Where the driver's files and the agent are.</param>
/// <param name="Format">One of <see cref="Output.OutputFormat"/>.</param>
/// <param name="Watch">Whether to go on for ever.</param>
internal sealed record GpusRequest(HostSettings Settings, string Format, bool Watch);
