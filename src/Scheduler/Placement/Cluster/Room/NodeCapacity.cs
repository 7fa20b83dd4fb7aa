using Coaster.Placement.Cluster.Demand;

namespace Coaster.Placement.Cluster.Room;

/// <summary>What a node has when nothing runs on it.</summary>
/// <param name="CpuMilli">Processors, in thousandths.</param>
/// <param name="MemoryMiB">Host memory in MiB.</param>
/// <param name="Model">The number of its GPUs' model, below <see cref="ModelSet.Most"/>.</param>
/// <param name="GpuMemoryMiB">The memory of each GPU in MiB, above 0, in the order of their index; at most <see cref="MostGpus"/>.</param>
public sealed record NodeCapacity(int CpuMilli, int MemoryMiB, int Model, IReadOnlyList<int> GpuMemoryMiB)
{
    /// <summary>How many GPUs a node may have.</summary>
    public const int MostGpus = 32;

    /// <summary>Sets of GPUs and of models are bits: what is beyond them would be taken for another one.</summary>
    /// <exception cref="ArgumentException">It has more GPUs, another model or a smaller GPU than can be.</exception>
    internal void Check()
    {
        if (GpuMemoryMiB.Count > MostGpus)
            throw new ArgumentException($"a node has {GpuMemoryMiB.Count} GPUs, and {MostGpus} is the most that is understood");
        if (Model is < 0 or >= ModelSet.Most)
            throw new ArgumentException($"a node has GPUs of model {Model}, and models are numbers from 0 to {ModelSet.Most - 1}");
        if (GpuMemoryMiB.Any(memory => memory <= 0))
            throw new ArgumentException($"a node has a GPU of {GpuMemoryMiB.Min()} MiB");
    }
}
