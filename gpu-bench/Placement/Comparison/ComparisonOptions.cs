using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.Placement.Replay;

namespace Coaster.GpuBench.Placement.Comparison;

/// <summary>The command line of a comparison.</summary>
/// <param name="Folder">The folder of the traces.</param>
/// <param name="Policies">The policies' names.</param>
/// <param name="Seeds">The seeds of the orders, or empty for all that there are.</param>
/// <param name="Shuffles">How many shuffles of each order are replayed in its place; 0 replays it as it is.</param>
/// <param name="Json">The file that takes the results, or empty.</param>
/// <param name="Plot">The file that takes the picture, or empty.</param>
internal sealed record ComparisonOptions(string Folder, IReadOnlyList<string> Policies, IReadOnlyList<int> Seeds, int Shuffles, string Json, string Plot)
{
    internal const string Mark = "--folder";

    internal const string Usage =
        "       gpu-bench/placement.sh --folder FOLDER [--policies NAME,...] [--seeds NUMBER,...] [--shuffles NUMBER] [--out FILE] [--plot FILE]";

    private static readonly ComparisonOptions Usual = new("", [.. PolicyNames.All], [], 0, "", "");

    /// <summary>The options, or null when the command line is not understood.</summary>
    internal static ComparisonOptions? Parse(string[] args) =>
        CommandLine.Read(args, Usual, static (known, name, value) => known.With(name, value)) is { Folder: not "" } options ? options : null;

    private ComparisonOptions? With(string name, string value) => (name, value) switch
    {
        (_, "") => null,
        (Mark, _) => this with { Folder = value },
        ("--policies", _) when value.Split(',').All(PolicyNames.All.Contains) => this with { Policies = value.Split(',') },
        ("--seeds", _) when value.Split(',').All(seed => CommandLine.Number(seed) is not null) => this with { Seeds = [.. value.Split(',').Select(int.Parse)] },
        ("--shuffles", _) when CommandLine.Number(value) is { } shuffles => this with { Shuffles = shuffles },
        ("--out", _) => this with { Json = value },
        ("--plot", _) => this with { Plot = value },
        _ => null,
    };
}
