using Coaster.GpuBench.Device.Outside;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Device;

/// <summary>The command line.</summary>
/// <param name="Gpu">The index of the GPU to measure on; nothing else should use it.</param>
/// <param name="MemoryGiB">How large the share is whose limit is tried.</param>
/// <param name="Rounds">How often what takes turns is measured, with and without a share.</param>
/// <param name="Seconds">How long two shares divide the GPU.</param>
/// <param name="Python">A Python with PyTorch, or nothing.</param>
/// <param name="Output">The file that takes the results.</param>
/// <param name="Programs">The folder with the programs under test.</param>
/// <param name="Probe">The program that fills memory by every way there is.</param>
internal sealed record BenchOptions(
    int Gpu, int MemoryGiB, int Rounds, int Seconds, string? Python, string Output, string Programs, string Probe)
{
    internal const string Usage =
        "usage: device [--gpu N] [--mem GIB] [--rounds N] [--seconds N] [--python PATH] [--out FILE] [--programs FOLDER] [--probe FILE]";

    private static readonly BenchOptions Default =
        new(0, 4, 7, 10, null, "gpu-bench/results/device.json", "out/bin", "artifacts/quota-probes/quota-probe-dlopen");

    /// <summary>The options, or null when the command line is not understood. Paths are taken from the repository's top folder.</summary>
    internal static BenchOptions? Parse(string[] args)
    {
        var options = CommandLine.Read(args, Default, static (known, name, value) => known.With(name, value));
        return options is null ? null : options with
        {
            Output = Path.GetFullPath(options.Output), Programs = Path.GetFullPath(options.Programs), Probe = Path.GetFullPath(options.Probe),
        };
    }

    /// <summary>What is measured, and where.</summary>
    internal string Header(MachineFacts machine, GpuFacts gpu) => $"""
        A share of a GPU, against the whole of it: {Rounds} rounds in turns; a share of {MemoryGiB} GiB; 30 and 70 % for {Seconds} s
        {gpu.Model}, driver {gpu.Driver}, CUDA {gpu.Cuda}
        {machine.Line}

        """;

    private BenchOptions? With(string name, string value) => name switch
    {
        "--gpu" => CommandLine.Number(value, 0) is { } gpu ? this with { Gpu = gpu } : null,
        "--mem" => CommandLine.Number(value, 1) is { } memory ? this with { MemoryGiB = memory } : null,
        "--rounds" => CommandLine.Number(value, 1) is { } rounds ? this with { Rounds = rounds } : null,
        "--seconds" => CommandLine.Number(value, 1) is { } seconds ? this with { Seconds = seconds } : null,
        _ => value.Length == 0 ? null : WithPath(name, value),
    };

    private BenchOptions? WithPath(string name, string value) => name switch
    {
        "--python" => this with { Python = value },
        "--out" => this with { Output = value },
        "--programs" => this with { Programs = value },
        "--probe" => this with { Probe = value },
        _ => null,
    };
}
