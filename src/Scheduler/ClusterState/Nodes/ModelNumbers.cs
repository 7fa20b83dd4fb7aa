using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Placement.Cluster.Demand;

namespace Coaster.ClusterState.Nodes;

/// <summary>
/// Numbers for the models of nodes' GPUs, which stay the same for as long as the scheduler runs. A node with GPUs of several models has a number of its own
/// kind, and beyond the number that policies can tell apart the last one is for all others.
/// </summary>
internal sealed class ModelNumbers
{
    private const int Last = ModelSet.Most - 1;
    private readonly Dictionary<string, (int Number, IReadOnlyList<Gpu> Samples)> _known = [];

    /// <summary>The number of a node's GPUs.</summary>
    public int Of(NodeInventory inventory)
    {
        var samples = inventory.Gpus.DistinctBy(gpu => gpu.Model).OrderBy(gpu => gpu.Model, StringComparer.Ordinal).ToList();
        var key = string.Join('\n', samples.Select(gpu => gpu.Model));
        if (!_known.TryGetValue(key, out var known))
            _known[key] = known = (Math.Min(_known.Count, Last), samples);
        return known.Number;
    }

    /// <summary>Whether the number says all of the node's GPUs.</summary>
    public bool IsExact(int number) => number != Last && _known.Values.First(known => known.Number == number).Samples.Count <= 1;

    /// <summary>The numbers of which a filter may accept some GPU.</summary>
    public ModelSet Accepting(GpuFilter filter)
    {
        if (filter.Models.Count == 0)
            return ModelSet.Any;
        var bits = 0UL;
        foreach (var (number, samples) in _known.Values)
            if (samples.Any(filter.AcceptsModel))
                bits |= 1UL << number;
        return new ModelSet(bits);
    }
}
