namespace Coaster.GpuBench.Extender.Pods;

/// <summary>The sizes of pods that come, and how often each does.</summary>
/// <param name="random">Draws.</param>
/// <param name="gpus">How many GPUs a node has: pods that have room on none never come.</param>
internal sealed class PodMix(Random random, int gpus)
{
    private static readonly PodSize[] Sizes =
    [
        PodSize.OfMemory(15, 8), PodSize.OfMemory(15, 16), PodSize.OfMemory(10, 40),
        PodSize.OfMemory(10, 8, 10), PodSize.OfMemory(10, 16, 20), PodSize.OfMemory(5, 40, 50),
        PodSize.OfBlocks(10, 25),
        PodSize.OfWhole(13, 1), PodSize.OfWhole(5, 2), PodSize.OfWhole(4, 4), PodSize.OfWhole(3, 8),
    ];

    private readonly PodSize[] _drawn = [.. Sizes.Where(size => size.Gpus <= gpus).SelectMany(size => Enumerable.Repeat(size, size.Weight))];

    /// <summary>The size of the next pod.</summary>
    internal PodSize Next() => _drawn[random.Next(_drawn.Length)];
}
