using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.ClusterState.Choosing;

/// <summary>How good each node is for pods of one shape. A node is looked at again only when it has changed, or when the policy knows more.</summary>
internal sealed class ShapeScores(int nodes, IClusterPolicy policy, PodShape shape)
{
    private readonly int[] _scores = new int[nodes];
    private readonly (int Version, long Knowledge)[] _seen = NeverSeen(nodes);

    /// <summary>The score of a node that has the GPUs.</summary>
    public int Of(NodeRoom node)
    {
        var now = (node.Version, policy.Knowledge);
        if (_seen[node.Number] != now)
            (_scores[node.Number], _seen[node.Number]) = (policy.Score(node, shape).Score, now);
        return _scores[node.Number];
    }

    private static (int, long)[] NeverSeen(int nodes)
    {
        var seen = new (int, long)[nodes];
        Array.Fill(seen, (-1, -1));
        return seen;
    }
}
