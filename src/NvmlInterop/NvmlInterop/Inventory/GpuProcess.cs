namespace Coaster.NvmlInterop.Inventory;

/// <summary>A process on a GPU, one row however many contexts it has there.</summary>
/// <param name="GpuUuid">The GPU.</param>
/// <param name="Pid">Its PID in the caller's PID namespace.</param>
/// <param name="UsedMiB">The device memory it uses in MiB, or null where the driver does not tell.</param>
/// <param name="GpuInstance">The GPU instance it runs in, or null without MIG.</param>
/// <param name="ComputeInstance">The compute instance it runs in, or null without MIG.</param>
/// <param name="IsGraphics">Whether it has a graphics context only.</param>
public sealed record GpuProcess(string GpuUuid, int Pid, long? UsedMiB, int? GpuInstance, int? ComputeInstance, bool IsGraphics);
