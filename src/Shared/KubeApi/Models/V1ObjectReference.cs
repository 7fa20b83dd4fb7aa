using System.Text.Json.Serialization;

namespace Coaster.KubeApi.Models;

/// <summary>Names an object of any kind.</summary>
public sealed record V1ObjectReference
{
    /// <summary>Its group and version, such as <c>v1</c>.</summary>
    public string ApiVersion { get; set; } = "v1";

    /// <summary>Its kind.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its namespace, empty for none.</summary>
    [JsonPropertyName("namespace")]
    public string NamespaceProperty { get; set; } = "";

    /// <summary>Its UID, empty for whichever has the name.</summary>
    public string Uid { get; set; } = "";
}
