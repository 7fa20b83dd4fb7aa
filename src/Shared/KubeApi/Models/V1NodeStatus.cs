namespace Coaster.KubeApi.Models;

/// <summary>What a node is: quantities by the resources' names, read by <see cref="ResourceQuantity"/>.</summary>
public sealed record V1NodeStatus
{
    /// <summary>What it has.</summary>
    public IReadOnlyDictionary<string, string>? Capacity { get; set; }

    /// <summary>What of that pods may have.</summary>
    public IReadOnlyDictionary<string, string>? Allocatable { get; set; }

    /// <summary>How it is.</summary>
    public IReadOnlyList<V1NodeCondition>? Conditions { get; set; }
}
