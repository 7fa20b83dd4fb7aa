using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlProcessUtilizationInfo_v1_t
{
    public ulong timeStamp;
    public uint pid;
    public uint smUtil;
    public uint memUtil;
    public uint encUtil;
    public uint decUtil;
    public uint jpgUtil;
    public uint ofaUtil;
}
