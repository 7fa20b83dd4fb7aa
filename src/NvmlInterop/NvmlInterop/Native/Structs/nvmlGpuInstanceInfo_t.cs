using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlGpuInstanceInfo_t
{
    public nint device;
    public uint id;
    public uint profileId;
    public nvmlGpuInstancePlacement_t placement;
}
