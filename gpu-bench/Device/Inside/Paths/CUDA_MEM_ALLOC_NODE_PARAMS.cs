using System.Runtime.InteropServices;

namespace Coaster.GpuBench.Device.Inside.Paths;

[StructLayout(LayoutKind.Sequential)]
internal struct CUDA_MEM_ALLOC_NODE_PARAMS
{
    public CUmemPoolProps poolProps;
    public nint accessDescs;
    public nuint accessDescCount;
    public nuint bytesize;
    public ulong dptr;
}
