namespace Coaster.KubeApi.Models;

/// <summary>A container does not run yet.</summary>
public sealed record V1ContainerStateWaiting
{
    /// <summary>A word why, such as <c>ContainerCreating</c>.</summary>
    public string Reason { get; set; } = "";
}
