using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster;

/// <summary>Puts pods onto the nodes of a cluster: each onto the node that the policy likes best, the first in the cluster's order where several are equal.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="policy">Which nodes are good.</param>
public sealed class ClusterPlacer(ClusterRoom cluster, IClusterPolicy policy)
{
    private readonly Dictionary<PodShape, ScoreTable> _tables = [];

    /// <summary>Puts a pod where it is best.</summary>
    /// <returns>Where it is now; null where no node has room for it.</returns>
    public Target? Place(PodShape pod)
    {
        if (!_tables.TryGetValue(pod, out var table))
            _tables[pod] = table = new ScoreTable(cluster, policy, pod);
        if (cluster.Nodes.Count == 0 || policy.Pick(table.Refresh()) is not (>= 0 and var node))
            return null;
        var target = new Target(node, policy.Score(cluster.Nodes[node], pod).Gpus);
        cluster.Take(node, pod, target.Gpus);
        return target;
    }
}
