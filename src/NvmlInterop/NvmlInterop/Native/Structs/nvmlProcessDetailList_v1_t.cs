using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct nvmlProcessDetailList_v1_t
{
    public uint version;
    public uint mode;
    public uint numProcArrayEntries;
    public nvmlProcessDetail_v1_t* procArray;
}
