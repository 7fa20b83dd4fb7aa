using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlBAR1Memory_t
{
    public ulong bar1Total;
    public ulong bar1Free;
    public ulong bar1Used;
}
