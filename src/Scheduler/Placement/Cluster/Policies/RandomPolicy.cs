using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>Any node that has room, and any of its GPUs.</summary>
/// <param name="seed">The same seed gives the same choices.</param>
public sealed class RandomPolicy(int seed) : IClusterPolicy
{
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod)
    {
        var fitting = node.Fitting(pod.Each);
        if (pod.Gpus == 0 || pod.Each.IsWhole)
            return new Choice(0, GpuChoice.Lowest(fitting, pod.Gpus));
        var indexes = Enumerable.Range(0, node.Gpus.Length).Where(index => (fitting >> index & 1) != 0).ToArray();
        _random.Shuffle(indexes);
        return new Choice(0, indexes.Take(pod.Gpus).Aggregate(0u, (chosen, index) => chosen | 1u << index));
    }

    /// <inheritdoc/>
    public int Pick(int[] scores)
    {
        var fitting = scores.Length - scores.AsSpan().Count(Choice.None);
        if (fitting == 0)
            return -1;
        var skip = _random.Next(fitting);
        return Enumerable.Range(0, scores.Length).Where(node => scores[node] != Choice.None).ElementAt(skip);
    }
}
