namespace Coaster.KubeApi.Models;

/// <summary>What a node shall be.</summary>
public sealed record V1NodeSpec
{
    /// <summary>Whether it is cordoned: no new pods.</summary>
    public bool Unschedulable { get; set; }

    /// <summary>What keeps pods away that do not tolerate it.</summary>
    public IReadOnlyList<V1Taint>? Taints { get; set; }
}
