using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.NodeAgent;

/// <summary>The command line.</summary>
/// <param name="Rounds">How many rounds of calls count; the warm-up rounds come before them.</param>
/// <param name="Restarts">How often kubelet starts anew.</param>
/// <param name="Faults">How often each fault happens.</param>
/// <param name="Seconds">For how long the agents are left alone.</param>
/// <param name="Output">The file that takes the results.</param>
/// <param name="Agent">The coaster-agent under test.</param>
/// <param name="Coaster">The command line of Coaster, which starts the simulated driver.</param>
internal sealed record BenchOptions(int Rounds, int Restarts, int Faults, int Seconds, string Output, string Agent, string Coaster)
{
    internal const string Usage = "usage: agent [--rounds N] [--restarts N] [--faults N] [--seconds N] [--out FILE] [--agent PATH]";
    private const int DefaultRounds = 1000;
    private const int DefaultRestarts = 20;
    private const int DefaultFaults = 3;
    private const int DefaultSeconds = 60;

    /// <summary>The options, or null when the command line is not understood. Paths are taken from the repository's top folder.</summary>
    internal static BenchOptions? Parse(string[] args)
    {
        var start = new BenchOptions(
            DefaultRounds, DefaultRestarts, DefaultFaults, DefaultSeconds,
            "gpu-bench/results/agent.json", "out/bin/coaster-agent", "out/bin/coaster");
        var options = CommandLine.Read(args, start, static (known, name, value) => known.With(name, value));
        return options is null ? null : options with
        {
            Output = Path.GetFullPath(options.Output),
            Agent = Path.GetFullPath(options.Agent),
            Coaster = Path.GetFullPath(options.Coaster),
        };
    }

    /// <summary>What is measured, and where.</summary>
    internal string Header(MachineFacts machine) => $"""
        The agent of a node with 8 GPUs and 100 booked pods: {Rounds} rounds of calls, {Restarts} restarts of kubelet,
        each fault {Faults} times, {Seconds} s alone
        agent {Agent}
        {machine.Line}

        """;

    private BenchOptions? With(string name, string value) => (name, value) switch
    {
        (_, "") => null,
        ("--rounds", _) when CommandLine.Number(value) is { } count => this with { Rounds = count },
        ("--restarts", _) when CommandLine.Number(value) is { } count => this with { Restarts = count },
        ("--faults", _) when CommandLine.Number(value) is { } count => this with { Faults = count },
        ("--seconds", _) when CommandLine.Number(value) is { } count => this with { Seconds = count },
        ("--out", _) => this with { Output = value },
        ("--agent", _) => this with { Agent = value },
        _ => null,
    };
}
