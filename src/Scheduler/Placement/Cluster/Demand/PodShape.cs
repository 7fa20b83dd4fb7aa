namespace Coaster.Placement.Cluster.Demand;

/// <summary>What a pod needs. Pods of one shape are the same to every policy.</summary>
/// <param name="CpuMilli">Processors, in thousandths.</param>
/// <param name="MemoryMiB">Host memory in MiB.</param>
/// <param name="Gpus">How many different GPUs of one node; 0 for a pod that needs none.</param>
/// <param name="Each">What it needs of each of them.</param>
/// <param name="Models">The models that may serve it.</param>
public sealed record PodShape(int CpuMilli, int MemoryMiB, int Gpus, GpuNeed Each, ModelSet Models)
{
    /// <summary>Whether it takes a part of its GPUs.</summary>
    public bool IsShare => Gpus > 0 && !Each.IsWhole;

    /// <summary>The same for all whom host memory does not matter to.</summary>
    public PodShape IgnoringMemory() => MemoryMiB == 0 ? this : this with { MemoryMiB = 0 };
}
