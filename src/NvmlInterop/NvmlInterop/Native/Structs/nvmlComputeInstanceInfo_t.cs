using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlComputeInstanceInfo_t
{
    public nint device;
    public nint gpuInstance;
    public uint id;
    public uint profileId;
    public nvmlComputeInstancePlacement_t placement;
}
