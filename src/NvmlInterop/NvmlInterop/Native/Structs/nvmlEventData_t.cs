using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlEventData_t
{
    public nint device;
    public ulong eventType;
    public ulong eventData;
    public uint gpuInstanceId;
    public uint computeInstanceId;
}
