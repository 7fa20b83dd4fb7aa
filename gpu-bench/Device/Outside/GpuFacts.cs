using System.Text.Json;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Device.Outside;

/// <summary>The GPU that is measured, as the driver describes it from outside of any container.</summary>
internal sealed record GpuFacts(string Model, string Driver, string Cuda, long MemoryMiB, long UsedMiB)
{
    /// <exception cref="IOException">There is no such GPU.</exception>
    internal static GpuFacts Read(BenchOptions options)
    {
        using var document = JsonDocument.Parse(Command.Run(Path.Combine(options.Programs, "coaster"), "gpus", "-o", "json"));
        var gpus = document.RootElement.GetProperty("gpus");
        if (options.Gpu >= gpus.GetArrayLength())
            throw new IOException($"there is no GPU {options.Gpu}: this machine has {gpus.GetArrayLength()}");
        var gpu = gpus[options.Gpu];
        return new GpuFacts(
            gpu.GetProperty("model").GetString()!,
            document.RootElement.GetProperty("driverVersion").GetString()!,
            document.RootElement.GetProperty("cudaVersion").GetString()!,
            gpu.GetProperty("memoryMiB").GetInt64(),
            gpu.GetProperty("usedMiB").GetInt64());
    }
}
