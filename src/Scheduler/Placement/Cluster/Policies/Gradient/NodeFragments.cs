using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies.Gradient;

/// <summary>What is known of a node as it was when it was looked at last: every shape of pod is compared with that.</summary>
internal sealed class NodeFragments(NodeRoom node, GpuNeed[] needs)
{
    private int _version = -1;

    /// <summary>Its GPUs.</summary>
    public GpuCounts Gpus { get; } = new(needs);

    /// <summary>What of them is of no use, in thousandths of a GPU.</summary>
    public double Useless { get; private set; }

    /// <summary>Whether it is that node that this is of.</summary>
    public bool IsOf(NodeRoom other) => ReferenceEquals(node, other);

    /// <summary>Looks again if the node has changed.</summary>
    public void Refresh(Fragmentation fragmentation)
    {
        if (_version == node.Version)
            return;
        Gpus.Set(node.Gpus);
        Useless = fragmentation.Of(node.CpuMilli, node.Model, Gpus);
        _version = node.Version;
    }
}
