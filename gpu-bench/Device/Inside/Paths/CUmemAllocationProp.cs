using System.Runtime.InteropServices;

namespace Coaster.GpuBench.Device.Inside.Paths;

[StructLayout(LayoutKind.Sequential, Size = 32)]
internal struct CUmemAllocationProp
{
    internal const int CU_MEM_ALLOCATION_TYPE_PINNED = 1;

    public int type;
    public int requestedHandleTypes;
    public CUmemLocation location;
}
