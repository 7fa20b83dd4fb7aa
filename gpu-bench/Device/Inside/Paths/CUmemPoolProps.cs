using System.Runtime.InteropServices;

namespace Coaster.GpuBench.Device.Inside.Paths;

[StructLayout(LayoutKind.Sequential, Size = 88)]
internal struct CUmemPoolProps
{
    public int allocType;
    public int handleTypes;
    public CUmemLocation location;

    /// <summary>Memory of the first device that does not move.</summary>
    internal static CUmemPoolProps OfFirst => new() { allocType = CUmemAllocationProp.CU_MEM_ALLOCATION_TYPE_PINNED, location = CUmemLocation.First };
}
