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

    // Parts of the cluster's GPUs that are asked for until prices are reckoned anew, and until a class that has never come before has one.
    private const double RefreshAfter = 0.03;
    private const double RefreshAfterNew = 0.001;
    private readonly ClusterRoom _cluster;
    private readonly CoarseShapes _shapes;
    private readonly LearnedMix _mix;
    private readonly NodeWorth[] _worths;
    private readonly double _capacity;
    private readonly GpuRoom _largest;
    private ClassVectors _classes;
    private float[] _prices;
    private double _asked;
    private double _refreshAt;

    /// <summary>The policy of a cluster; what runs there already is part of what is scarce.</summary>
    public RemainingCapacityPolicy(ClusterRoom cluster)
    {
        _cluster = cluster;
        _shapes = new CoarseShapes(cluster.MostGpuMemoryMiB);
        _mix = new LearnedMix(WholeNodes.Of(cluster).Select(_shapes.ClassOf));
        _worths = new NodeWorth[cluster.Nodes.Count];
        _capacity = cluster.Nodes.Sum(node => node.Gpus.Length) * (double)GpuRoom.WholeMilli;
        _largest = GpuRoom.Empty(cluster.MostGpuMemoryMiB);
        (_classes, _prices) = Learned();
    }

    /// <inheritdoc/>
    public string Name => "fragmentation";

    /// <inheritdoc/>
    public long Knowledge { get; private set; } = 1;

    /// <inheritdoc/>
    public void Arrived(PodShape pod)
    {
        if (pod.Gpus == 0)
            return;
        if (_mix.Add(_shapes.ClassOf(pod)))
            _refreshAt = Math.Min(_refreshAt, _asked + (RefreshAfterNew * _capacity));
        if (_asked >= _refreshAt)
            Refresh();
        _asked += pod.Gpus * (double)_largest.MilliOf(pod.Each);
    }

    /// <inheritdoc/>
    public PodShape Alike(PodShape pod) => CoarseShapes.Alike(pod);

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod) => pod switch
    {
        { Gpus: 0 } => new Choice(ScoreOf(node, pod, _classes.None, _classes.None, 0), 0),
        { Gpus: 1, IsShare: true } => Best(node, pod),
        _ => Only(node, pod, pod.IsShare ? GpuChoice.Tightest(node, pod) : GpuChoice.Lowest(node.Fitting(pod.Each), pod.Gpus)),
    };

    private void Refresh()
    {
        (_classes, _prices) = Learned();
        Knowledge++;
        _refreshAt = _asked + (RefreshAfter * _capacity);
    }

    private (ClassVectors Classes, float[] Prices) Learned()
    {
        var classes = new ClassVectors([.. _mix.Counts.Keys]);
        var usable = new double[classes.Length];
        var idle = 0L;
        foreach (var node in _cluster.Nodes)
        {
            UsableCapacity.AddTo(usable, classes, classes.On(node.Model), classes.Of(node.Gpus), node.CpuMilli);
            idle += node.FreeMilli;
        }

        return (classes, CapacityPrices.Of(_mix, usable, idle));
    }

    /// <summary>Every GPU that fits is tried, equal ones once.</summary>
    private Choice Best(NodeRoom node, PodShape pod)
    {
        var best = new Choice(Choice.None, 0);
        for (var index = 0; index < node.Gpus.Length; index++)
        {
            var room = node.Gpus[index];
            if (!room.Fits(pod.Each) || node.Gpus[..index].Contains(room))
                continue;
            var score = ScoreOf(node, pod, _classes.Of(room), _classes.Of(room.Without(pod.Each)), 1);
            if (score > best.Score)
                best = new Choice(score, 1u << index);
        }

        return best;
    }

    private Choice Only(NodeRoom node, PodShape pod, uint gpus)
    {
        var first = node.Gpus[BitOperations.TrailingZeroCount(gpus)];
        if (AreAll(node, gpus, first))
            return new Choice(ScoreOf(node, pod, _classes.Of(first), _classes.Of(first.Without(pod.Each)), pod.Gpus), gpus);
        var (before, after) = (new RoomVectors(_classes.Length), new RoomVectors(_classes.Length));
        for (var left = gpus; left != 0; left &= left - 1)
        {
            var room = node.Gpus[BitOperations.TrailingZeroCount(left)];
            before.Add(_classes.Of(room));
            after.Add(_classes.Of(room.Without(pod.Each)));
        }

        return new Choice(ScoreOf(node, pod, before, after, 1), gpus);
    }

    private static bool AreAll(NodeRoom node, uint gpus, GpuRoom room)
    {
        for (var left = gpus; left != 0; left &= left - 1)
            if (node.Gpus[BitOperations.TrailingZeroCount(left)] != room)
                return false;
        return true;
    }

    private int ScoreOf(NodeRoom node, PodShape pod, RoomVectors before, RoomVectors after, int times)
    {
        ref var worth = ref _worths[node.Number];
        if (worth.Knowledge != Knowledge || worth.Version != node.Version)
            worth = WorthOf(node);
        var value = UsableCapacity.Worth(_classes, _classes.On(node.Model), _prices, worth.Gpus, before, after, times, node.CpuMilli - pod.CpuMilli);
        return (int)MathF.Floor((value - worth.Value) / Step);
    }

    private NodeWorth WorthOf(NodeRoom node)
    {
        var gpus = _classes.Of(node.Gpus);
        var value = UsableCapacity.Worth(_classes, _classes.On(node.Model), _prices, gpus, _classes.None, _classes.None, 0, node.CpuMilli);
        return new NodeWorth(Knowledge, node.Version, gpus, value);
    }
}
