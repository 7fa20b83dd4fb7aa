using System.Runtime.InteropServices;

namespace Coaster.GpuBench.Device.Inside.Paths;

[StructLayout(LayoutKind.Sequential)]
internal struct CUmemLocation
{
    private const int CU_MEM_LOCATION_TYPE_DEVICE = 1;

    public int type;
    public int id;

    /// <summary>The process's first device.</summary>
    internal static CUmemLocation First => new() { type = CU_MEM_LOCATION_TYPE_DEVICE };
}
