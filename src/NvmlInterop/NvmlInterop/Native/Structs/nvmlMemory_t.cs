using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlMemory_t
{
    public ulong total;
    public ulong free;
    public ulong used;
}
