namespace Coaster.KubeApi.Models;

/// <summary>What a pod is.</summary>
public sealed record V1PodStatus
{
    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    public string Phase { get; set; } = "";

    /// <summary>A word why, such as <c>Evicted</c>.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Its containers.</summary>
    public IReadOnlyList<V1ContainerStatus>? ContainerStatuses { get; set; }

    /// <summary>Its init containers.</summary>
    public IReadOnlyList<V1ContainerStatus>? InitContainerStatuses { get; set; }

    /// <summary>Its ephemeral containers.</summary>
    public IReadOnlyList<V1ContainerStatus>? EphemeralContainerStatuses { get; set; }
}
