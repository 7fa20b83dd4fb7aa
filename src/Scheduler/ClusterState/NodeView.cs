using Coaster.ClusterState.Nodes;
using Coaster.ClusterState.Pods;

namespace Coaster.ClusterState;

/// <summary>A node as its book has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Problem">Why none of its GPUs can be had, or null.</param>
/// <param name="Gpus">Its GPUs that are the cluster's.</param>
public sealed record NodeView(string Name, string? Problem, IReadOnlyList<GpuView> Gpus)
{
    internal static NodeView Of(NodeEntry node, IReadOnlyDictionary<string, PodEntry> pods) => new(
        node.Name,
        node.Facts?.Problem,
        [.. node.Gpus.Gpus.Select(gpu => GpuView.Of(gpu, pods))]);
}
