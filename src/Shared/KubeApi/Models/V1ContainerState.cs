namespace Coaster.KubeApi.Models;

/// <summary>Where in its life a container is: one of the three is set; none means waiting.</summary>
public sealed record V1ContainerState
{
    /// <summary>It runs.</summary>
    public V1ContainerStateRunning? Running { get; set; }

    /// <summary>It ended.</summary>
    public V1ContainerStateTerminated? Terminated { get; set; }

    /// <summary>It does not run yet.</summary>
    public V1ContainerStateWaiting? Waiting { get; set; }
}
