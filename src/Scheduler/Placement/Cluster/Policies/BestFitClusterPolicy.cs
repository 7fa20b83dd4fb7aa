using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>The node that has the least left of processors and GPUs, both counting the same.</summary>
/// <param name="cluster">Its largest node is what they are measured by.</param>
public sealed class BestFitClusterPolicy(ClusterRoom cluster) : IClusterPolicy
{
    /// <inheritdoc/>
    public string Name => "bestfit";

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod)
    {
        var gpus = GpuChoice.Tightest(node, pod);
        var cpu = (double)(node.CpuMilli - pod.CpuMilli) / cluster.MostCpuMilli;
        var gpu = (double)(node.FreeMilli - PodMilli.Of(node, pod, gpus)) / cluster.MostGpuMilli;
        return new Choice((int)(100 * (1 - (0.5 * cpu) - (0.5 * gpu))), gpus);
    }
}
