using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>The node that has the least of its GPUs left, and the tightest GPUs there: what is empty stays so.</summary>
public sealed class BinpackPolicy : IClusterPolicy
{
    /// <inheritdoc/>
    public string Name => "binpack";

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod)
    {
        var gpus = GpuChoice.Tightest(node, pod);
        return new Choice(PodMilli.Of(node, pod, gpus) - node.FreeMilli, gpus);
    }
}
