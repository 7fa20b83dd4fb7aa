using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>The node where what is free is least like what is wanted: the smaller the dot product of both, the better.</summary>
/// <param name="cluster">Its largest node is what they are measured by.</param>
public sealed class DotProductPolicy(ClusterRoom cluster) : IClusterPolicy
{
    /// <inheritdoc/>
    public string Name => "dotprod";

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod)
    {
        var gpus = GpuChoice.Tightest(node, pod);
        var cpu = (double)node.CpuMilli / cluster.MostCpuMilli * pod.CpuMilli / cluster.MostCpuMilli;
        var gpu = (double)node.FreeMilli / cluster.MostGpuMilli * PodMilli.Of(node, pod, gpus) / cluster.MostGpuMilli;
        return new Choice((int)(100 * (1 - (0.5 * cpu) - (0.5 * gpu))), gpus);
    }
}
