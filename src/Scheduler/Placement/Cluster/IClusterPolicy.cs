using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster;

/// <summary>Says how good a node is for a pod, and which of its GPUs are the best. The score depends on the node alone, and on what the policy has learned.</summary>
public interface IClusterPolicy
{
    /// <summary>The name by which people choose the policy.</summary>
    string Name { get; }

    /// <summary>Changes when a node that has not changed may have another score than before.</summary>
    long Knowledge => 0;

    /// <summary>Told of each pod before it is placed.</summary>
    void Arrived(PodShape pod)
    {
    }

    /// <summary>
    /// The pod that stands for all those whose scores are the same or as good as the same: it fits wherever one of them does. The fewer there are, the
    /// less has to be reckoned.
    /// </summary>
    PodShape Alike(PodShape pod) => pod.IgnoringMemory();

    /// <summary>The best way to put the pod on the node.</summary>
    /// <param name="node">A node that has room for it.</param>
    /// <param name="pod">The pod.</param>
    Choice Score(NodeRoom node, PodShape pod);

    /// <summary>The node to take: the first of those with the highest score, unless the policy does it otherwise.</summary>
    /// <param name="scores">The scores of all nodes, <see cref="Choice.None"/> for one without room; never empty.</param>
    /// <returns>Its number, or -1 where none has room.</returns>
    int Pick(int[] scores)
    {
        // Both are vectorised: this is done for each pod, over all nodes.
        var best = scores.Max();
        return best == Choice.None ? -1 : Array.IndexOf(scores, best);
    }
}
