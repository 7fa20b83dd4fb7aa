namespace Coaster.KubeApi.Models;

/// <summary>What a pod shall be.</summary>
public sealed record V1PodSpec
{
    /// <summary>The node that it is bound to, empty before.</summary>
    public string NodeName { get; set; } = "";

    /// <summary>What it costs to run it at all, by the resources' names; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Overhead { get; set; }

    /// <summary>Which pods may be ended for it: those of a smaller number; null for 0.</summary>
    public int? Priority { get; set; }

    /// <summary>Who chooses the node.</summary>
    public string SchedulerName { get; set; } = "";

    /// <summary>Containers that run side by side.</summary>
    public IReadOnlyList<V1Container>? Containers { get; set; }

    /// <summary>Containers that run before those, one after the other; one with a restart policy of its own stays.</summary>
    public IReadOnlyList<V1Container>? InitContainers { get; set; }

    /// <summary>Containers that were added to the running pod.</summary>
    public IReadOnlyList<V1EphemeralContainer>? EphemeralContainers { get; set; }
}
