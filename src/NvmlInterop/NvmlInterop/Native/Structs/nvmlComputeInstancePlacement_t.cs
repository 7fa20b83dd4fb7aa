using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlComputeInstancePlacement_t
{
    public uint start;
    public uint size;
}
