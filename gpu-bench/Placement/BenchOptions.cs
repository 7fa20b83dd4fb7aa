using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.Placement.Comparison;
using Coaster.GpuBench.Placement.Replay;

namespace Coaster.GpuBench.Placement;

/// <summary>The command line.</summary>
/// <param name="Nodes">The file of the nodes.</param>
/// <param name="Pods">The file of the pods.</param>
/// <param name="Order">The file of the order.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Csv">The file that takes the curves, or empty.</param>
internal sealed record BenchOptions(string Nodes, string Pods, string Order, string Policy, string Csv)
{
    internal static readonly string Usage =
        "usage: gpu-bench/placement.sh --nodes FILE --pods FILE --order FILE --policy NAME [--csv FILE]\n"
        + ComparisonOptions.Usage + "\n"
        + $"policies: {string.Join(", ", PolicyNames.All)}";

    /// <summary>The options, or null when the command line is not understood.</summary>
    internal static BenchOptions? Parse(string[] args) =>
        CommandLine.Read(args, new BenchOptions("", "", "", "", ""), static (known, name, value) => known.With(name, value)) is
        { Nodes: not "", Pods: not "", Order: not "", Policy: not "" } options
            ? options
            : null;

    private BenchOptions? With(string name, string value) => (name, value) switch
    {
        (_, "") => null,
        ("--nodes", _) => this with { Nodes = value },
        ("--pods", _) => this with { Pods = value },
        ("--order", _) => this with { Order = value },
        ("--policy", _) when PolicyNames.All.Contains(value) => this with { Policy = value },
        ("--csv", _) => this with { Csv = value },
        _ => null,
    };
}
