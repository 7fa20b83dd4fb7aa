using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Native.Structs;

[StructLayout(LayoutKind.Sequential)]
internal struct nvmlComputeInstanceProfileInfo_t
{
    public uint id;
    public uint sliceCount;
    public uint instanceCount;
    public uint multiprocessorCount;
    public uint sharedCopyEngineCount;
    public uint sharedDecoderCount;
    public uint sharedEncoderCount;
    public uint sharedJpegCount;
    public uint sharedOfaCount;
}
