using System.Text.Json;

namespace Coaster.Oci.Tests;

/// <summary>Edits as the golden folders write them.</summary>
internal static class EditsFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static ContainerEdits Parse(byte[] json) => JsonSerializer.Deserialize<ContainerEdits>(json, Options)!;
}
