namespace Coaster.KubeApi.Models;

/// <summary>A pod, as far as it is used here: never to be written back whole.</summary>
public sealed record V1Pod : IKubernetesObject
{
    /// <summary>Group and version.</summary>
    public string ApiVersion { get; set; } = "v1";

    /// <summary>The kind.</summary>
    public string Kind { get; set; } = "Pod";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What it shall be.</summary>
    public V1PodSpec Spec { get; set; } = new();

    /// <summary>What it is.</summary>
    public V1PodStatus? Status { get; set; }
}
