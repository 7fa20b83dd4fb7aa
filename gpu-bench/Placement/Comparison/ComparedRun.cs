using Coaster.GpuBench.Placement.Replay;

namespace Coaster.GpuBench.Placement.Comparison;

/// <summary>A replay of one order, beside what is published of it.</summary>
/// <param name="Replayed">Ours.</param>
/// <param name="Allocated">What is published of allocated GPUs, by whole percent; empty where nothing is.</param>
/// <param name="Fragmented">The same of GPUs that are of no use.</param>
internal sealed record ComparedRun(Replayed Replayed, IReadOnlyList<double> Allocated, IReadOnlyList<double> Fragmented)
{
    /// <summary>How far allocation is from what is published, at the percent where it is the furthest; null where nothing is published.</summary>
    internal double? Furthest => Allocated.Count == 0
        ? null
        : Replayed.Allocated.Means.Zip(Allocated).Max(pair => Math.Abs(pair.First - pair.Second));
}
