using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

/// <summary>The head of the struct; the metrics follow it, as many as the driver at hand knows.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct nvmlGpmMetricsGet_t
{
    public uint version;
    public uint numMetrics;
    public nint sample1;
    public nint sample2;
}
