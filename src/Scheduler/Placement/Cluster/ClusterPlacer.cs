using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster;

/// <summary>Puts pods onto the nodes of a cluster: each onto the node that the policy likes best, the first in the cluster's order where several are equal.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="policy">Which nodes are good.</param>
public sealed class ClusterPlacer(ClusterRoom cluster, IClusterPolicy policy)
{
    /// <summary>More kinds of pods than come at one time; each costs some bytes for each node.</summary>
    private const int MostTables = 512;

    private readonly Dictionary<PodShape, ScoreTable> _tables = [];
    private readonly int[] _scores = new int[cluster.Nodes.Count];

    /// <summary>Puts a pod where it is best.</summary>
    /// <returns>Where it is now; null where no node has room for it.</returns>
    public Target? Place(PodShape pod)
    {
        policy.Arrived(pod);
        if (BestFor(pod) is not { } node)
            return null;
        var target = new Target(node.Number, policy.Score(node, pod).Gpus);
        cluster.Take(node.Number, pod, target.Gpus);
        return target;
    }

    /// <summary>The scores are those of pods like it, not all of which are as small as it is: the best nodes may have no room for it.</summary>
    private NodeRoom? BestFor(PodShape pod)
    {
        TableOf(policy.Alike(pod)).Refresh().CopyTo(_scores, 0);
        while (_scores.Length > 0 && policy.Pick(_scores) is >= 0 and var number)
        {
            if (cluster.Nodes[number].Fits(pod))
                return cluster.Nodes[number];
            _scores[number] = Choice.None;
        }

        return null;
    }

    private ScoreTable TableOf(PodShape pod)
    {
        if (_tables.TryGetValue(pod, out var table))
            return table;
        if (_tables.Count == MostTables)
            _tables.Remove(_tables.MinBy(kept => kept.Value.Used).Key);
        return _tables[pod] = new ScoreTable(cluster, policy, pod);
    }
}
