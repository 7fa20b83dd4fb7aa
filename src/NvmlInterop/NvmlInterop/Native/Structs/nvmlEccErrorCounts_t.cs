using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlEccErrorCounts_t
{
    public ulong l1Cache;
    public ulong l2Cache;
    public ulong deviceMemory;
    public ulong registerFile;
}
