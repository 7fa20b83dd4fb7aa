namespace Coaster.KubeApi.Models;

/// <summary>Ties a pod to a node. The API server adds its annotations to the pod in the same write.</summary>
public sealed record V1Binding : IKubernetesObject
{
    /// <summary>Group and version.</summary>
    public string ApiVersion { get; set; } = "v1";

    /// <summary>The kind.</summary>
    public string Kind { get; set; } = "Binding";

    /// <summary>Name, namespace and UID of the pod, and annotations for it.</summary>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The node.</summary>
    public V1ObjectReference Target { get; set; } = new() { Kind = "Node" };
}
