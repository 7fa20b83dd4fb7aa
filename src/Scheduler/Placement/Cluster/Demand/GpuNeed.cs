using Coaster.GpuModel.Inventory;

namespace Coaster.Placement.Cluster.Demand;

/// <summary>What a pod needs of each of its GPUs.</summary>
/// <param name="MemoryMiB">The memory in MiB; 0 where the GPU is taken whole, or by blocks.</param>
/// <param name="CorePercent">The compute in percent; 0 for what runs in what the others leave.</param>
/// <param name="IsWhole">Whether nobody else may have anything of the GPU.</param>
public readonly record struct GpuNeed(int MemoryMiB, int CorePercent, bool IsWhole)
{
    /// <summary>The whole of a GPU, however large it is.</summary>
    public static GpuNeed Whole { get; } = new(0, 0, true);

    /// <summary>How many hundredths of the GPU's memory; 0 where the memory is an amount.</summary>
    public int Blocks { get; private init; }

    /// <summary>A part of a GPU.</summary>
    public static GpuNeed Share(int memoryMiB, int corePercent) => new(memoryMiB, corePercent, false);

    /// <summary>Hundredths of memory and compute, however large the GPU is.</summary>
    public static GpuNeed OfBlocks(int count) => new(0, count, false) { Blocks = count };

    /// <summary>The memory in MiB that a share is of a GPU that has so much.</summary>
    public int MemoryOn(int mostMiB) => Blocks == 0 ? MemoryMiB : Blocks * (mostMiB / Gpu.BlocksPerGpu);
}
