using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coaster.Cli.Gpus;

/// <summary>How <see cref="GpusDocument"/> is written; what is unknown is written as null, so that every name is always there.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GpusDocument))]
internal sealed partial class GpusJsonContext : JsonSerializerContext
{
    public static GpusJsonContext Indented { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.General) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true });
}
