using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Events;

/// <summary>Something that a GPU told by itself.</summary>
/// <param name="Device">The GPU.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Data">The XID of an <see cref="NvmlEventKinds.XidCriticalError"/>; zero or the driver's secret otherwise.</param>
/// <param name="GpuInstance">The GPU instance that it concerns, or null for the whole GPU.</param>
/// <param name="ComputeInstance">The compute instance that it concerns, or null.</param>
public readonly record struct NvmlEvent(NvmlDevice Device, NvmlEventKinds Kind, long Data, int? GpuInstance, int? ComputeInstance)
{
    internal static NvmlEvent From(NvmlSession session, nvmlEventData_t data) => new(
        new NvmlDevice(session, data.device), (NvmlEventKinds)data.eventType, unchecked((long)data.eventData),
        MigIds.OrNull(data.gpuInstanceId), MigIds.OrNull(data.computeInstanceId));
}
