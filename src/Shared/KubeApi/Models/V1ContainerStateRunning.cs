namespace Coaster.KubeApi.Models;

/// <summary>A container runs.</summary>
public sealed record V1ContainerStateRunning
{
    /// <summary>Since when, in UTC.</summary>
    public DateTime? StartedAt { get; set; }
}
