using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>Pods with as many GPUs beside each other, shares beside shares.</summary>
/// <param name="cluster">Its largest node is what a node's room is measured by.</param>
public sealed class ClusteringPolicy(ClusterRoom cluster) : IClusterPolicy
{
    /// <inheritdoc/>
    public string Name => "clustering";

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod)
    {
        if (pod.Gpus == 0)
            return new Choice(0, 0);
        var tight = (int)(25.0 * (cluster.MostGpuMilli - node.FreeMilli) / cluster.MostGpuMilli);
        return new Choice(tight + Company(node, pod), GpuChoice.Tightest(node, pod));
    }

    private static int Company(NodeRoom node, PodShape pod) => (node.Kinds, node.Runs(pod)) switch
    {
        (1, true) => 75,
        (_, true) => 50,
        (0, _) => 25,
        _ => 0,
    };
}
