using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct nvmlAccountingStats_t
{
    public uint gpuUtilization;
    public uint memoryUtilization;
    public ulong maxMemoryUsage;
    public ulong time;
    public ulong startTime;
    public uint isRunning;
    public fixed uint reserved[5];
}
