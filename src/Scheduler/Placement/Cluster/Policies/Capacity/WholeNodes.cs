using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// The pods that need nearly all of a node, one for each kind of node. They are rare, and where nobody expected them before the first one came, there
/// is no empty node left by then.
/// </summary>
internal static class WholeNodes
{
    private const int Most = 16;

    /// <summary>Their shapes; what is left of the processors is for the node's own programs.</summary>
    public static IEnumerable<PodShape> Of(ClusterRoom cluster) => cluster.Nodes
        .Where(node => node.Gpus.Length > 0)
        .Select(node => new PodShape(node.Capacity.CpuMilli / Most * (Most - 1), 0, node.Gpus.Length, GpuNeed.Whole, ModelSet.Any))
        .Distinct();
}
