using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Extender;

/// <summary>The command line.</summary>
/// <param name="Nodes">How many nodes the cluster has.</param>
/// <param name="Gpus">How many GPUs each of them has.</param>
/// <param name="Rounds">How many pods are placed and bound; those of the warm-up come before them.</param>
/// <param name="AllRounds">How often all nodes are asked about.</param>
/// <param name="Scheduler">The coaster-scheduler under test.</param>
/// <param name="Output">The file that takes the results.</param>
internal sealed record BenchOptions(int Nodes, int Gpus, int Rounds, int AllRounds, string Scheduler, string Output)
{
    internal const string Usage = "usage: extender [--nodes N] [--gpus N] [--rounds N] [--all-rounds N] [--scheduler PATH] [--out FILE]";
    private const int DefaultNodes = 5000;
    private const int DefaultGpus = 8;
    private const int DefaultRounds = 2000;
    private const int DefaultAllRounds = 300;

    // What one extender understands of a node.
    private const int MostGpus = 32;

    /// <summary>The options, or null when the command line is not understood. Paths are taken from the repository's top folder.</summary>
    internal static BenchOptions? Parse(string[] args)
    {
        var start = new BenchOptions(
            DefaultNodes, DefaultGpus, DefaultRounds, DefaultAllRounds, "out/bin/coaster-scheduler", "gpu-bench/results/extender.json");
        var options = CommandLine.Read(args, start, static (known, name, value) => known.With(name, value));
        return options is null ? null : options with
        {
            Output = Path.GetFullPath(options.Output),
            Scheduler = Path.GetFullPath(options.Scheduler),
        };
    }

    /// <summary>What is measured, and where.</summary>
    internal string Header(MachineFacts machine) => $"""
        The extender of kube-scheduler in a cluster of {Nodes} nodes with {Gpus} GPUs each: {Rounds} pods, all nodes asked about {AllRounds} times
        scheduler {Scheduler}
        {machine.Line}

        """;

    private BenchOptions? With(string name, string value) => (name, value) switch
    {
        (_, "") => null,
        ("--nodes", _) when CommandLine.Number(value) is { } count => this with { Nodes = count },
        ("--gpus", _) when CommandLine.Number(value) is { } count and <= MostGpus => this with { Gpus = count },
        ("--rounds", _) when CommandLine.Number(value) is { } count => this with { Rounds = count },
        ("--all-rounds", _) when CommandLine.Number(value) is { } count => this with { AllRounds = count },
        ("--scheduler", _) => this with { Scheduler = value },
        ("--out", _) => this with { Output = value },
        _ => null,
    };
}
