using System.Text.Json.Serialization;

namespace Coaster.Cli.Gpus;

/// <summary>One GPU in <see cref="GpusDocument"/>.</summary>
internal sealed record GpuDocument(
    int Index, string? Uuid, int? Minor, string? Model, [property: JsonPropertyName("memoryMiB")] long? MemoryMiB,
    [property: JsonPropertyName("usedMiB")] long? UsedMiB, int? Utilization, int? TemperatureC, double? PowerW, int? NumaNode, string? PciBusId,
    string MigMode, string Health, IReadOnlyList<MigDocument> Mig, IReadOnlyList<string> Tiers);
