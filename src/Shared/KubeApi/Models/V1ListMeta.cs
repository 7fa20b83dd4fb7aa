using System.Text.Json.Serialization;

namespace Coaster.KubeApi.Models;

/// <summary>What a list says of itself.</summary>
public sealed record V1ListMeta
{
    /// <summary>The version that a watch may go on from.</summary>
    public string ResourceVersion { get; set; } = "";

    /// <summary>What fetches the next page, empty on the last.</summary>
    [JsonPropertyName("continue")]
    public string ContinueProperty { get; set; } = "";
}
