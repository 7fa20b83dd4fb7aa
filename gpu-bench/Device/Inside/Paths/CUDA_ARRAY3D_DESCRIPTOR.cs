using System.Runtime.InteropServices;

namespace Coaster.GpuBench.Device.Inside.Paths;

/// <summary>Elements of four floats, 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CUDA_ARRAY3D_DESCRIPTOR(long width, long height, long depth)
{
    private const int CU_AD_FORMAT_FLOAT = 0x20;

    public nuint Width = (nuint)width;
    public nuint Height = (nuint)height;
    public nuint Depth = (nuint)depth;
    public int Format = CU_AD_FORMAT_FLOAT;
    public uint NumChannels = 4;
    public uint Flags = 0;
}
