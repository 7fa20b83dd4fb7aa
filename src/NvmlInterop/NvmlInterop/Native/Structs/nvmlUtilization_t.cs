using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlUtilization_t
{
    public uint gpu;
    public uint memory;
}
