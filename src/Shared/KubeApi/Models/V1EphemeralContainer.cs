namespace Coaster.KubeApi.Models;

/// <summary>A container that was added to a running pod. The API server allows it no resources.</summary>
public sealed record V1EphemeralContainer
{
    /// <summary>Its name, unique in the pod.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it asks for and may have.</summary>
    public V1ResourceRequirements? Resources { get; set; }
}
