using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.QuotaCalls;

/// <summary>The command line.</summary>
/// <param name="Rounds">How many rounds count.</param>
/// <param name="Output">The file that takes the results.</param>
/// <param name="Library">The quota library under test.</param>
/// <param name="Driver">The folder of the simulated driver, as it is built.</param>
internal sealed record BenchOptions(int Rounds, string Output, string Library, string Driver)
{
    internal const string Usage = "usage: quota [--rounds N] [--out FILE] [--library PATH]";
    private const int DefaultRounds = 1000;

    /// <summary>The options, or null when the command line is not understood. Paths are taken from the repository's top folder.</summary>
    internal static BenchOptions? Parse(string[] args)
    {
        var start = new BenchOptions(DefaultRounds, "gpu-bench/results/quota.json", "out/lib/libcoaster-quota.so", "out/sim");
        var options = CommandLine.Read(args, start, static (known, name, value) => known.With(name, value));
        return options is null ? null : options with
        {
            Output = Path.GetFullPath(options.Output),
            Library = Path.GetFullPath(options.Library),
            Driver = Path.GetFullPath(options.Driver),
        };
    }

    /// <summary>What is measured, and where.</summary>
    internal string Header(MachineFacts machine) => $"""
        What the quota library adds to a call of the driver: {Rounds} rounds, both ways in turns within a process, in ten of them
        library {Library}
        {machine.Line}

        """;

    private BenchOptions? With(string name, string value) => (name, value) switch
    {
        (_, "") => null,
        ("--rounds", _) when CommandLine.Number(value) is { } rounds => this with { Rounds = rounds },
        ("--out", _) => this with { Output = value },
        ("--library", _) => this with { Library = value },
        _ => null,
    };
}
