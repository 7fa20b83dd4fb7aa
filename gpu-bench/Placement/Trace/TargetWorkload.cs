using Coaster.Placement.Cluster.Demand;

namespace Coaster.GpuBench.Placement.Trace;

/// <summary>What the paper's policy knows of the pods before the first one comes.</summary>
internal static class TargetWorkload
{
    private const double Covered = 0.95;

    /// <summary>The most frequent shapes, as few as make up 95 % of all pods; of equally frequent ones the largest.</summary>
    internal static PodMix Of(IReadOnlyCollection<TracePod> pods)
    {
        var classes = pods.GroupBy(pod => pod with { Shape = pod.Shape with { MemoryMiB = 0 } })
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key.Shape.CpuMilli)
            .ThenByDescending(group => group.Key.Shape.Each.IsWhole).ThenByDescending(group => group.Key.Shape.Each.MemoryMiB)
            .ThenByDescending(group => group.Key.Shape.Gpus).ThenByDescending(group => group.Key.Models, StringComparer.Ordinal)
            .Select(group => new PodClass(group.Key.Shape, group.Count()));
        var kept = new List<PodClass>();
        var total = 0;
        foreach (var known in classes.TakeWhile(_ => total < pods.Count * Covered))
        {
            kept.Add(known);
            total += known.Count;
        }

        return new PodMix(kept, pods.Count);
    }
}
