using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlProcessDetail_v1_t
{
    public uint pid;
    public ulong usedGpuMemory;
    public uint gpuInstanceId;
    public uint computeInstanceId;
    public ulong usedGpuCcProtectedMemory;
}
