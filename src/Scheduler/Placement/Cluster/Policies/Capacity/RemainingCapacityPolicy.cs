using System.Numerics;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// Keeps the cluster ready for the pods that come: where the least is lost of what they could use. Unlike fragmentation, that counts how many of them
/// the processors allow, and what is scarce for a class of pods, such as empty nodes or a rare model, has a price. The mix of the pods is learned as
/// they come; nothing needs to be known of it before.
/// </summary>
public sealed class RemainingCapacityPolicy : IClusterPolicy
{
    /// <summary>What scores are told apart by, in thousandths of a GPU: between near-equals the order of the nodes decides, which fills one after the other.</summary>
    private const float Step = 5;

    private readonly ArrivalKnowledge _learned;
    private readonly NodeWorth[] _worths;

    /// <summary>The policy of a cluster; what runs there already is part of what is scarce.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="before">The policy of the same cluster with other nodes, whose models have the same numbers: what it learned is not lost.</param>
    public RemainingCapacityPolicy(ClusterRoom cluster, RemainingCapacityPolicy? before = null)
    {
        _learned = new ArrivalKnowledge(cluster, before?._learned);
        _worths = new NodeWorth[cluster.Nodes.Count];
    }

    /// <inheritdoc/>
    public string Name => "fragmentation";

    /// <inheritdoc/>
    public long Knowledge => _learned.Number;

    /// <inheritdoc/>
    public void Arrived(PodShape pod) => _learned.Add(pod);

    /// <inheritdoc/>
    public PodShape Alike(PodShape pod) => CoarseShapes.Alike(pod);

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod) => pod switch
    {
        { Gpus: 0 } => new Choice(ScoreOf(node, pod, Nothing(_learned.On(node.Model).Classes)), 0),
        { Gpus: 1, IsShare: true } => Best(node, pod),
        _ => Only(node, pod, pod.IsShare ? GpuChoice.Tightest(node, pod) : GpuChoice.Lowest(node.Fitting(pod.Each), pod.Gpus)),
    };

    /// <summary>Every GPU that fits is tried, equal ones once.</summary>
    private Choice Best(NodeRoom node, PodShape pod)
    {
        var best = new Choice(Choice.None, 0);
        for (var index = 0; index < node.Gpus.Length; index++)
        {
            var room = node.Gpus[index];
            if (!room.Fits(pod.Each) || node.Gpus[..index].Contains(room))
                continue;
            var score = ScoreOf(node, pod, Taken(node, room, pod, 1));
            if (score > best.Score)
                best = new Choice(score, 1u << index);
        }

        return best;
    }

    private Choice Only(NodeRoom node, PodShape pod, uint gpus)
    {
        var first = node.Gpus[BitOperations.TrailingZeroCount(gpus)];
        if (AreAll(node, gpus, first))
            return new Choice(ScoreOf(node, pod, Taken(node, first, pod, pod.Gpus)), gpus);
        var classes = _learned.On(node.Model).Classes;
        var (before, after) = (new RoomVectors(classes.Length), new RoomVectors(classes.Length));
        for (var left = gpus; left != 0; left &= left - 1)
        {
            var room = node.Gpus[BitOperations.TrailingZeroCount(left)];
            before.Add(classes.Of(room));
            after.Add(classes.Of(room.Without(pod.Each)));
        }

        return new Choice(ScoreOf(node, pod, new RoomChange(before, after, 1)), gpus);
    }

    private static bool AreAll(NodeRoom node, uint gpus, GpuRoom room)
    {
        for (var left = gpus; left != 0; left &= left - 1)
            if (node.Gpus[BitOperations.TrailingZeroCount(left)] != room)
                return false;
        return true;
    }

    private static RoomChange Nothing(ClassVectors classes) => new(classes.None, classes.None, 0);

    private RoomChange Taken(NodeRoom node, GpuRoom room, PodShape pod, int times)
    {
        var classes = _learned.On(node.Model).Classes;
        return new RoomChange(classes.Of(room), classes.Of(room.Without(pod.Each)), times);
    }

    private int ScoreOf(NodeRoom node, PodShape pod, RoomChange change)
    {
        ref var worth = ref _worths[node.Number];
        if (worth.Knowledge != Knowledge || worth.Version != node.Version)
            worth = WorthOf(node);
        var value = UsableCapacity.Worth(_learned.On(node.Model), worth.Gpus, change, node.CpuMilli - pod.CpuMilli);
        return (int)MathF.Floor((value - worth.Value) / Step);
    }

    private NodeWorth WorthOf(NodeRoom node)
    {
        var priced = _learned.On(node.Model);
        var gpus = priced.Classes.Of(node.Gpus);
        return new NodeWorth(Knowledge, node.Version, gpus, UsableCapacity.Worth(priced, gpus, Nothing(priced.Classes), node.CpuMilli));
    }
}
