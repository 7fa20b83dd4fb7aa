using System.Text.Json.Serialization;

namespace Coaster.KubeApi.Models;

/// <summary>What a container is.</summary>
public sealed record V1ContainerStatus
{
    /// <summary>Its name in the pod.</summary>
    public string Name { get; set; } = "";

    /// <summary>The engine and its id of the container, such as <c>containerd://4f1b…</c>; empty before the first start.</summary>
    [JsonPropertyName("containerID")]
    public string ContainerID { get; set; } = "";

    /// <summary>How often it was started again.</summary>
    public int RestartCount { get; set; }

    /// <summary>Where in its life it is.</summary>
    public V1ContainerState? State { get; set; }
}
