using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Startup;

/// <summary>The command line.</summary>
/// <param name="Rounds">How many rounds count; the warm-up rounds come before them.</param>
/// <param name="Output">The file that takes the results.</param>
/// <param name="Runtime">The coaster-runtime under test.</param>
internal sealed record BenchOptions(int Rounds, string Output, string Runtime)
{
    internal const string Usage = "usage: startup [--rounds N] [--out FILE] [--runtime PATH]";
    private const int DefaultRounds = 200;

    /// <summary>The options, or null when the command line is not understood. Paths are taken from the repository's top folder.</summary>
    internal static BenchOptions? Parse(string[] args)
    {
        var start = new BenchOptions(DefaultRounds, "gpu-bench/results/startup.json", "out/bin/coaster-runtime");
        var options = CommandLine.Read(args, start, static (known, name, value) => known.With(name, value));
        return options is null ? null : options with { Runtime = Path.GetFullPath(options.Runtime), Output = Path.GetFullPath(options.Output) };
    }

    /// <summary>What is measured, and where.</summary>
    internal string Header(MachineFacts machine, Workspace workspace) => $"""
        Starting a container with 8 GPUs: {Rounds} rounds after {Measuring.Rounds.WarmUp} of warm-up, all variants in turns
        runtime {Runtime}
        {machine.Line}
        bundles, state and driver files: tmpfs on {workspace.Root}

        """;

    private BenchOptions? With(string name, string value) => (name, value) switch
    {
        (_, "") => null,
        ("--rounds", _) when CommandLine.Number(value) is { } rounds => this with { Rounds = rounds },
        ("--out", _) => this with { Output = value },
        ("--runtime", _) => this with { Runtime = value },
        _ => null,
    };
}
