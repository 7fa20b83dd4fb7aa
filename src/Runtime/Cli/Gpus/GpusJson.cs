using System.Text.Json;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Cli.Gpus;

/// <summary>The GPUs as JSON for programs; the names are part of the interface.</summary>
internal static class GpusJson
{
    public static string Write(GpuSnapshot snapshot, bool indented)
    {
        var context = indented ? GpusJsonContext.Indented : GpusJsonContext.Default;
        return JsonSerializer.Serialize(Of(snapshot), context.GpusDocument);
    }

    private static GpusDocument Of(GpuSnapshot snapshot) => new(
        Known(snapshot.Inventory!.DriverVersion), Known(snapshot.Inventory.CudaVersion),
        [.. snapshot.Inventory.Gpus.Select(gpu => Of(gpu, snapshot.Readings.GetValueOrDefault(gpu.Uuid), snapshot.Tiers.GetValueOrDefault(gpu.Uuid) ?? []))]);

    private static GpuDocument Of(Gpu gpu, GpuReading? now, IReadOnlyList<EnforcementTier> tiers) => new(
        gpu.Index, Known(gpu.Uuid), gpu.Minor >= 0 ? gpu.Minor : null, Known(gpu.Model), gpu.MemoryMiB > 0 ? gpu.MemoryMiB : null,
        now?.UsedMiB, now?.Utilization, now?.TemperatureC, now?.PowerW, gpu.NumaNode >= 0 ? gpu.NumaNode : null, Known(gpu.PciBusId),
        Lower(gpu.MigMode.ToString()), Lower(gpu.Health.ToString()),
        [.. gpu.Mig.Select(static mig => new MigDocument(mig.Uuid, mig.Profile, mig.MemoryMiB, mig.GpuInstance, mig.ComputeInstance))],
        [.. tiers.Select(static tier => tier.Word())]);

    private static string? Known(string text) => text.Length > 0 ? text : null;

    private static string Lower(string word) => JsonNamingPolicy.CamelCase.ConvertName(word);
}
