using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster;

/// <summary>How good each node is for pods of one shape. Only nodes that have changed are looked at again.</summary>
internal sealed class ScoreTable(ClusterRoom cluster, IClusterPolicy policy, PodShape pod)
{
    private readonly int[] _scores = new int[cluster.Nodes.Count];
    private readonly int[] _versions = new int[cluster.Nodes.Count];
    private long _seen = -1;
    private long _knowledge;

    /// <summary>How many changes of the cluster there were when it was used last.</summary>
    public long Used => _seen;

    /// <summary>The score of each node, in their order.</summary>
    public int[] Refresh()
    {
        if (_seen < 0 || _knowledge != policy.Knowledge || cluster.Changes - _seen > _scores.Length)
            ScoreAll();
        else
            for (var change = _seen; change < cluster.Changes; change++)
                if (cluster.NodeOf(change) is var node && _versions[node] != cluster.Nodes[node].Version)
                    Score(node);
        (_seen, _knowledge) = (cluster.Changes, policy.Knowledge);
        return _scores;
    }

    /// <summary>Of nodes that are alike, one is looked at: while a cluster is empty, nearly all are.</summary>
    private void ScoreAll()
    {
        var looked = new Dictionary<int, int>(_scores.Length);
        for (var number = 0; number < _scores.Length; number++)
        {
            var node = cluster.Nodes[number];
            if (looked.TryGetValue(node.Likeness, out var like) && node.IsLike(cluster.Nodes[like]))
                (_scores[number], _versions[number]) = (_scores[like], node.Version);
            else
                Score(looked[node.Likeness] = number);
        }
    }

    private void Score(int number)
    {
        var node = cluster.Nodes[number];
        _scores[number] = node.Fits(pod) ? policy.Score(node, pod).Score : Choice.None;
        _versions[number] = node.Version;
    }
}
