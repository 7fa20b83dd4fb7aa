using System.Globalization;
using Coaster.GpuBench.FrontDoors.Engines;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors;

/// <summary>The command line.</summary>
/// <param name="Rounds">How many rounds count; the warm-up rounds come before them.</param>
/// <param name="Load">How many containers are started under load; 0 for none.</param>
/// <param name="Output">The file that takes the results.</param>
/// <param name="Programs">The folder with coaster and coaster-runtime.</param>
/// <param name="Engines">The engines whose doors are measured.</param>
internal sealed record BenchOptions(int Rounds, int Load, string Output, string Programs, IReadOnlyList<string> Engines)
{
    private const int DefaultRounds = 100;
    private const int DefaultLoad = 200;
    private const int Most = 10_000;

    internal static string Usage =>
        $"usage: frontdoors [--rounds N] [--load N] [--out FILE] [--programs FOLDER] [--doors {string.Join(',', EngineCatalog.Names)}]";

    /// <summary>The options, or null when the command line is not understood. Paths are taken from the repository's top folder.</summary>
    internal static BenchOptions? Parse(string[] args)
    {
        var start = new BenchOptions(DefaultRounds, DefaultLoad, "gpu-bench/results/frontdoors.json", "out/bin", EngineCatalog.Names);
        var options = CommandLine.Read(args, start, static (known, name, value) => known.With(name, value));
        return options is null ? null : options with { Programs = Path.GetFullPath(options.Programs), Output = Path.GetFullPath(options.Output) };
    }

    private BenchOptions? With(string name, string value) => (name, value) switch
    {
        (_, "") => null,
        ("--rounds", _) when Number(value) is > 0 and var rounds => this with { Rounds = rounds },
        ("--load", _) when Number(value) is { } load => this with { Load = load },
        ("--out", _) => this with { Output = value },
        ("--programs", _) => this with { Programs = value },
        ("--doors", _) when value.Split(',') is var names && names.All(EngineCatalog.Names.Contains) => this with { Engines = names },
        _ => null,
    };

    private static int? Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most ? number : null;
}
