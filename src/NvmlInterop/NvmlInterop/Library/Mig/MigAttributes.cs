namespace Coaster.NvmlInterop.Library.Mig;

/// <summary>What a MIG device consists of.</summary>
/// <param name="GpuSlices">The compute slices of its GPU instance.</param>
/// <param name="ComputeSlices">Those of them that are its own.</param>
/// <param name="Multiprocessors">Its multiprocessors.</param>
/// <param name="MemoryMiB">The memory of its GPU instance in MiB.</param>
public readonly record struct MigAttributes(int GpuSlices, int ComputeSlices, int Multiprocessors, long MemoryMiB);
