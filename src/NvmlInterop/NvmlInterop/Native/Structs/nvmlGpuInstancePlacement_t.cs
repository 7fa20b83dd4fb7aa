using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlGpuInstancePlacement_t
{
    public uint start;
    public uint size;
}
