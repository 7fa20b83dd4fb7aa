namespace Coaster.GpuModel.Inventory;

/// <summary>One MIG device: a compute instance inside a GPU instance.</summary>
/// <param name="Uuid">The identity, <c>MIG-</c> and a lower-case UUID; it changes when the instance is made again.</param>
/// <param name="Index">The place in the parent's list, the M of <c>0:M</c>.</param>
/// <param name="Profile">The name that CUDA uses, such as <c>1g.18gb</c> or <c>1c.3g.71gb</c>.</param>
/// <param name="MemoryMiB">The memory of the GPU instance in MiB.</param>
/// <param name="GpuInstance">The GPU instance's id, the G of <c>/proc/driver/nvidia/capabilities/gpuN/mig/giG</c>.</param>
/// <param name="ComputeInstance">The compute instance's id within it.</param>
public sealed record MigDevice(string Uuid, int Index, string Profile, long MemoryMiB, int GpuInstance, int ComputeInstance);
