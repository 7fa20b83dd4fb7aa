using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct nvmlPciInfo_t
{
    public fixed byte busIdLegacy[16];
    public uint domain;
    public uint bus;
    public uint device;
    public uint pciDeviceId;
    public uint pciSubSystemId;
    public fixed byte busId[32];
}
