using System.Runtime.InteropServices;
using Coaster.GpuBench.Startup.Measuring;
using Coaster.GpuBench.Startup.Setup;

namespace Coaster.GpuBench.Startup.Report;

/// <summary>What a reader has to know of the machine to compare numbers.</summary>
/// <param name="Kernel">The kernel's release.</param>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">How many processors this process may use.</param>
/// <param name="Runc">The version of runc.</param>
/// <param name="FileSystem">Where bundles and state are.</param>
/// <param name="Date">When it was measured.</param>
internal sealed record MachineFacts(string Kernel, string Cpu, int Cores, string Runc, string FileSystem, DateTimeOffset Date)
{
    internal static MachineFacts Read(string fileSystem) => new(
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        Field(File.ReadLines("/proc/cpuinfo"), "model name") ?? RuntimeInformation.OSArchitecture.ToString(),
        Environment.ProcessorCount,
        Command.Run("runc", "--version").Split('\n')[0]["runc version ".Length..],
        fileSystem,
        TimeProvider.System.GetUtcNow());

    internal string Header(BenchOptions options) => $"""
        Starting a container with 8 GPUs: {options.Rounds} rounds after {Rounds.WarmUp} of warm-up, all variants in turns
        runtime {options.Runtime}
        runc {Runc}, Linux {Kernel}, {Cores} x {Cpu}
        bundles, state and driver files: {FileSystem}

        """;

    private static string? Field(IEnumerable<string> lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
