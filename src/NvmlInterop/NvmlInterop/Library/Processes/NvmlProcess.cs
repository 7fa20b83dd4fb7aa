using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Processes;

/// <summary>A process with a context on a GPU.</summary>
/// <param name="Pid">Its PID in the caller's PID namespace.</param>
/// <param name="Kind">What it has there.</param>
/// <param name="UsedBytes">The device memory it uses in bytes, or null where the driver does not tell.</param>
/// <param name="GpuInstance">The GPU instance it runs in, or null without MIG.</param>
/// <param name="ComputeInstance">The compute instance it runs in, or null without MIG.</param>
public readonly record struct NvmlProcess(int Pid, ProcessKind Kind, long? UsedBytes, int? GpuInstance, int? ComputeInstance)
{
    internal static NvmlProcess From(nvmlProcessDetail_v1_t item, ProcessKind kind) => new(
        NativeNumber.Int(item.pid), kind, NativeNumber.LongOrNull(item.usedGpuMemory),
        MigIds.OrNull(item.gpuInstanceId), MigIds.OrNull(item.computeInstanceId));

    internal static NvmlProcess From(nvmlProcessInfo_t item, ProcessKind kind) => new(
        NativeNumber.Int(item.pid), kind, NativeNumber.LongOrNull(item.usedGpuMemory),
        MigIds.OrNull(item.gpuInstanceId), MigIds.OrNull(item.computeInstanceId));
}
