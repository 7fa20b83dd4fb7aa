namespace Coaster.KubeApi.Models;

/// <summary>A container of a pod.</summary>
public sealed record V1Container
{
    /// <summary>Its name, unique in the pod.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its image; null is left to the API server.</summary>
    public string? Image { get; set; }

    /// <summary>When kubelet fetches the image; null is left to the API server.</summary>
    public string? ImagePullPolicy { get; set; }

    /// <summary>What it runs; null is the image's.</summary>
    public IReadOnlyList<string>? Command { get; set; }

    /// <summary>What it asks for and may have.</summary>
    public V1ResourceRequirements? Resources { get; set; }

    /// <summary><c>Always</c> makes an init container a sidecar; null for others.</summary>
    public string? RestartPolicy { get; set; }
}
