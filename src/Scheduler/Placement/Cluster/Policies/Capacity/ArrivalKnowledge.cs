using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// What was learned of the pods that come: their classes, and what a thousandth of a GPU is worth to each. Reckoned anew now and then, as each score of
/// before is worth nothing afterwards.
/// </summary>
internal sealed class ArrivalKnowledge
{
    // Parts of the cluster's GPUs that are asked for until prices are reckoned anew, and until a class that has never come before has one.
    private const double RefreshAfter = 0.03;
    private const double RefreshAfterNew = 0.001;
    private readonly ClusterRoom _cluster;
    private readonly CoarseShapes _shapes;
    private readonly LearnedMix _mix;
    private readonly GpuRoom _largest;
    private readonly double _capacity;
    private double _asked;
    private double _refreshAt;

    public ArrivalKnowledge(ClusterRoom cluster)
    {
        _cluster = cluster;
        _shapes = new CoarseShapes(cluster.MostGpuMemoryMiB);
        _mix = new LearnedMix(WholeNodes.Of(cluster).Select(_shapes.ClassOf));
        _largest = GpuRoom.Empty(cluster.MostGpuMemoryMiB);
        _capacity = cluster.Nodes.Sum(node => node.Gpus.Length) * (double)GpuRoom.WholeMilli;
        Priced = Learned();
    }

    /// <summary>The classes that were known when it was reckoned last, with their prices.</summary>
    public PricedClasses Priced { get; private set; }

    /// <summary>How often it was reckoned.</summary>
    public long Number { get; private set; } = 1;

    /// <summary>A pod came, wherever it goes.</summary>
    public void Add(PodShape pod)
    {
        if (pod.Gpus == 0)
            return;
        if (_mix.Add(_shapes.ClassOf(pod)))
            _refreshAt = Math.Min(_refreshAt, _asked + (RefreshAfterNew * _capacity));
        if (_asked >= _refreshAt)
            Refresh();
        _asked += pod.Gpus * (double)_largest.MilliOf(pod.Each);
    }

    private void Refresh()
    {
        Priced = Learned();
        Number++;
        _refreshAt = _asked + (RefreshAfter * _capacity);
    }

    private PricedClasses Learned()
    {
        var classes = new ClassVectors([.. _mix.Counts.Keys]);
        var usable = new double[classes.Length];
        var idle = 0L;
        foreach (var node in _cluster.Nodes)
        {
            UsableCapacity.AddTo(usable, classes, node.Model, classes.Of(node.Gpus), node.CpuMilli);
            idle += node.FreeMilli;
        }

        return new PricedClasses(classes, CapacityPrices.Of(_mix, usable, idle));
    }
}
