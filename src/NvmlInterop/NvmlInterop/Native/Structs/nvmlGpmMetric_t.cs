using System.Runtime.InteropServices;
using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct nvmlGpmMetric_t
{
    public uint metricId;
    public nvmlReturn_t nvmlReturn;
    public double value;
    public byte* shortName;
    public byte* longName;
    public byte* unit;
}
