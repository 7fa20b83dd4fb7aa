using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlMemory_v2_t
{
    public uint version;
    public ulong total;
    public ulong reserved;
    public ulong free;
    public ulong used;
}
