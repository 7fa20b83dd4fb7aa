using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlProcessUtilizationSample_t
{
    public uint pid;
    public ulong timeStamp;
    public uint smUtil;
    public uint memUtil;
    public uint encUtil;
    public uint decUtil;
}
