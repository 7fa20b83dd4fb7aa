using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct nvmlProcessesUtilizationInfo_v1_t
{
    public uint version;
    public uint processSamplesCount;
    public ulong lastSeenTimeStamp;
    public nvmlProcessUtilizationInfo_v1_t* procUtilArray;
}
