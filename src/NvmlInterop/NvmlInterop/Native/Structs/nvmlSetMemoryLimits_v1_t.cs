using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct nvmlSetMemoryLimits_v1_t
{
    public byte* nameSpace;
    public ulong softLimit;
    public ulong hardLimit;
}
