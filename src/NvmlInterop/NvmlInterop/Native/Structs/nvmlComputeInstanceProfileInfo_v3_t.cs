using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct nvmlComputeInstanceProfileInfo_v3_t
{
    public uint version;
    public uint id;
    public uint sliceCount;
    public uint instanceCount;
    public uint multiprocessorCount;
    public uint sharedCopyEngineCount;
    public uint sharedDecoderCount;
    public uint sharedEncoderCount;
    public uint sharedJpegCount;
    public uint sharedOfaCount;
    public fixed byte name[96];
    public uint capabilities;
}
