namespace Coaster.Placement.Cluster.Demand;

/// <summary>What a pod needs of each of its GPUs.</summary>
/// <param name="MemoryMiB">The memory in MiB; 0 where the GPU is taken whole.</param>
/// <param name="CorePercent">The compute in percent; 0 for what runs in what the others leave.</param>
/// <param name="IsWhole">Whether nobody else may have anything of the GPU.</param>
public readonly record struct GpuNeed(int MemoryMiB, int CorePercent, bool IsWhole)
{
    /// <summary>The whole of a GPU, however large it is.</summary>
    public static GpuNeed Whole { get; } = new(0, 0, true);

    /// <summary>A part of a GPU.</summary>
    public static GpuNeed Share(int memoryMiB, int corePercent) => new(memoryMiB, corePercent, false);
}
