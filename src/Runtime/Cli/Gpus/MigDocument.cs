using System.Text.Json.Serialization;

namespace Coaster.Cli.Gpus;

/// <summary>One MIG device in <see cref="GpuDocument"/>.</summary>
internal sealed record MigDocument(
    string Uuid, string Profile, [property: JsonPropertyName("memoryMiB")] long MemoryMiB, int Gi, int Ci);
