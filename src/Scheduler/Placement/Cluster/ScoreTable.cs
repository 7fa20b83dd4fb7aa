using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster;

/// <summary>How good each node is for pods of one shape. Only nodes that have changed are looked at again.</summary>
internal sealed class ScoreTable(ClusterRoom cluster, IClusterPolicy policy, PodShape pod)
{
    private readonly int[] _scores = new int[cluster.Nodes.Count];
    private long _seen = -1;

    /// <summary>The score of each node, in their order.</summary>
    public int[] Refresh()
    {
        if (_seen < 0 || cluster.Changes - _seen > _scores.Length)
            for (var node = 0; node < _scores.Length; node++)
                _scores[node] = Score(node);
        else
            for (var change = _seen; change < cluster.Changes; change++)
                _scores[cluster.NodeOf(change)] = Score(cluster.NodeOf(change));
        _seen = cluster.Changes;
        return _scores;
    }

    private int Score(int node) => cluster.Nodes[node].Fits(pod) ? policy.Score(cluster.Nodes[node], pod).Score : Choice.None;
}
