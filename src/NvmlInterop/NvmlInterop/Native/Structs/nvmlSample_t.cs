using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlSample_t
{
    public ulong timeStamp;
    public ulong sampleValue;
}
