namespace Coaster.KubeApi.Models;

/// <summary>Texts under names, as far as they are used here: never to be written back whole.</summary>
public sealed record V1ConfigMap : IKubernetesObject
{
    /// <summary>Group and version.</summary>
    public string ApiVersion { get; set; } = "v1";

    /// <summary>The kind.</summary>
    public string Kind { get; set; } = "ConfigMap";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The texts; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; set; }
}
