namespace Coaster.Cli.Gpus;

/// <summary>What <c>coaster gpus</c> was asked for.</summary>
/// <param name="DriverRoot">Where the driver's files are.</param>
/// <param name="Format">One of <see cref="Output.OutputFormat"/>.</param>
/// <param name="Watch">Whether to go on for ever.</param>
internal sealed record GpusRequest(string DriverRoot, string Format, bool Watch);
