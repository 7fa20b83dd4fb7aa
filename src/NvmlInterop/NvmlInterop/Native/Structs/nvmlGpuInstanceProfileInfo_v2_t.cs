using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct nvmlGpuInstanceProfileInfo_v2_t
{
    public uint version;
    public uint id;
    public uint isP2pSupported;
    public uint sliceCount;
    public uint instanceCount;
    public uint multiprocessorCount;
    public uint copyEngineCount;
    public uint decoderCount;
    public uint encoderCount;
    public uint jpegCount;
    public uint ofaCount;
    public ulong memorySizeMB;
    public fixed byte name[96];
}
