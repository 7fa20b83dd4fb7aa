namespace Coaster.Placement.Cluster.Room;

/// <summary>What a node has when nothing runs on it.</summary>
/// <param name="CpuMilli">Processors, in thousandths.</param>
/// <param name="MemoryMiB">Host memory in MiB.</param>
/// <param name="Model">The number of its GPUs' model.</param>
/// <param name="GpuMemoryMiB">The memory of each GPU in MiB, above 0, in the order of their index; at most <see cref="MostGpus"/>.</param>
public sealed record NodeCapacity(int CpuMilli, int MemoryMiB, int Model, IReadOnlyList<int> GpuMemoryMiB)
{
    /// <summary>How many GPUs a node may have.</summary>
    public const int MostGpus = 32;
}
