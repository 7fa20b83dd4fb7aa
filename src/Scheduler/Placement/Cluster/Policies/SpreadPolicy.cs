using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>The node that has the largest part of its GPUs left, and the emptiest GPUs there: a node or a GPU that fails takes few pods with it.</summary>
public sealed class SpreadPolicy : IClusterPolicy
{
    private const int Parts = 10_000;

    /// <inheritdoc/>
    public string Name => "spread";

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod)
    {
        var gpus = GpuChoice.Emptiest(node, pod);
        var left = (long)(node.FreeMilli - PodMilli.Of(node, pod, gpus));
        return new Choice((int)(left * Parts / Math.Max(1, node.Gpus.Length * GpuRoom.WholeMilli)), gpus);
    }
}
