using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct nvmlGetMemoryLimits_v1_t
{
    public byte* nameSpace;
    public ulong softLimit;
    public ulong hardLimit;
    public ulong currentUsed;
}
