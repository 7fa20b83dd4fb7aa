using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// What was learned of the pods that come: their classes, and what a thousandth of a GPU is worth to each. Reckoned anew now and then, as each score of
/// before is worth nothing afterwards.
/// </summary>
internal sealed class ArrivalKnowledge
{
    // Parts of the cluster's GPUs that are asked for until prices are reckoned anew, and until a class that has never come before has one; for this, a
    // part of all that was asked for so far is waited too: one that comes late is rare.
    private const double RefreshAfter = 0.03;
    private const double RefreshAfterNew = 0.001;
    private const double RefreshAfterLate = 0.01;
    private readonly ClusterRoom _cluster;
    private readonly CoarseShapes _shapes;
    private readonly LearnedMix _mix;
    private readonly GpuRoom _largest;
    private readonly double _capacity;
    private readonly ILookup<int, NodeRoom> _models;
    private readonly Dictionary<int, PricedClasses> _priced = [];
    private double _asked;
    private double _refreshAt;

    /// <param name="cluster">The cluster.</param>
    /// <param name="before">What was known when it had other nodes, or null.</param>
    public ArrivalKnowledge(ClusterRoom cluster, ArrivalKnowledge? before)
    {
        _cluster = cluster;
        _shapes = new CoarseShapes(cluster.MostGpuMemoryMiB);
        _mix = new LearnedMix(WholeNodes.Of(cluster).Select(_shapes.ClassOf), before?._mix.Counts);
        _largest = GpuRoom.Empty(cluster.MostGpuMemoryMiB);
        _capacity = cluster.Nodes.Sum(node => node.Gpus.Length) * (double)GpuRoom.WholeMilli;
        _models = cluster.Nodes.ToLookup(node => node.Model);
        Learn();
    }

    /// <summary>How often it was reckoned.</summary>
    public long Number { get; private set; }

    /// <summary>The classes that were known when it was reckoned last, with their prices on a model of GPU that the cluster has.</summary>
    public PricedClasses On(int model) => _priced[model];

    /// <summary>A pod came, wherever it goes.</summary>
    public void Add(PodShape pod)
    {
        if (pod.Gpus == 0)
            return;
        if (_mix.Add(_shapes.ClassOf(pod)))
            _refreshAt = Math.Min(_refreshAt, _asked + (RefreshAfterNew * _capacity) + (RefreshAfterLate * _asked));
        if (_asked >= _refreshAt)
        {
            Learn();
            _refreshAt = _asked + (RefreshAfter * _capacity);
        }

        _asked += pod.Gpus * (double)_largest.MilliOf(pod.Each);
    }

    private void Learn()
    {
        var classes = _mix.Counts.Keys.ToArray();
        var rows = _models.ToDictionary(model => model.Key, model => new ModelRows(classes, model.Key, _priced.GetValueOrDefault(model.Key)?.Classes));
        var prices = CapacityPrices.Of(_mix, Usable(classes, rows), _cluster.Nodes.Sum(node => (long)node.FreeMilli));
        foreach (var (model, ofModel) in rows)
            _priced[model] = new PricedClasses(ofModel.Vectors, ofModel.Prices(prices));
        Number++;
    }

    /// <summary>What each class could use in the whole cluster.</summary>
    private double[] Usable(PodShape[] classes, Dictionary<int, ModelRows> rows)
    {
        var usable = new double[classes.Length];
        foreach (var nodes in _models)
        {
            var (vectors, sums) = (rows[nodes.Key].Vectors, new double[rows[nodes.Key].Vectors.Length]);
            foreach (var node in nodes)
                UsableCapacity.AddTo(sums, vectors, vectors.Of(node.Gpus), node.CpuMilli);
            rows[nodes.Key].AddTo(usable, sums);
        }

        return usable;
    }
}
