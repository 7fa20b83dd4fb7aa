namespace Coaster.KubeApi.Models;

/// <summary>A lease of <c>coordination.k8s.io/v1</c>: who holds something, and until when to believe it.</summary>
public sealed record V1Lease : IKubernetesObject
{
    /// <summary>Group and version.</summary>
    public string ApiVersion { get; set; } = "coordination.k8s.io/v1";

    /// <summary>The kind.</summary>
    public string Kind { get; set; } = "Lease";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The lease itself.</summary>
    public V1LeaseSpec Spec { get; set; } = new();
}
