using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlGpmSupport_t
{
    public uint version;
    public uint isSupportedDevice;
}
