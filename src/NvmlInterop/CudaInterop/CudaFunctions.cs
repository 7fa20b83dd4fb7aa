using System.Runtime.InteropServices;

namespace Coaster.CudaInterop;

/// <summary>
/// The functions of one loaded libcuda under their exported names, looked up once: a call then costs no more than one of a C program. A name that
/// the library lacks is 0.
/// </summary>
internal sealed unsafe class CudaFunctions(nint library)
{
    public readonly delegate* unmanaged[Cdecl]<uint, CudaStatus> cuInit = (delegate* unmanaged[Cdecl]<uint, CudaStatus>)Find(library, "cuInit");

    public readonly delegate* unmanaged[Cdecl]<int*, CudaStatus> cuDriverGetVersion =
        (delegate* unmanaged[Cdecl]<int*, CudaStatus>)Find(library, "cuDriverGetVersion");

    public readonly delegate* unmanaged[Cdecl]<int*, CudaStatus> cuDeviceGetCount =
        (delegate* unmanaged[Cdecl]<int*, CudaStatus>)Find(library, "cuDeviceGetCount");

    public readonly delegate* unmanaged[Cdecl]<byte*, int, int, CudaStatus> cuDeviceGetName =
        (delegate* unmanaged[Cdecl]<byte*, int, int, CudaStatus>)Find(library, "cuDeviceGetName");

    public readonly delegate* unmanaged[Cdecl]<int*, int, int, CudaStatus> cuDeviceGetAttribute =
        (delegate* unmanaged[Cdecl]<int*, int, int, CudaStatus>)Find(library, "cuDeviceGetAttribute");

    public readonly delegate* unmanaged[Cdecl]<byte*, int, CudaStatus> cuDeviceGetUuid =
        (delegate* unmanaged[Cdecl]<byte*, int, CudaStatus>)Find(library, "cuDeviceGetUuid");

    public readonly delegate* unmanaged[Cdecl]<nint*, uint, int, CudaStatus> cuCtxCreate_v2 =
        (delegate* unmanaged[Cdecl]<nint*, uint, int, CudaStatus>)Find(library, "cuCtxCreate_v2");

    public readonly delegate* unmanaged[Cdecl]<nint, CudaStatus> cuCtxDestroy_v2 =
        (delegate* unmanaged[Cdecl]<nint, CudaStatus>)Find(library, "cuCtxDestroy_v2");

    public readonly delegate* unmanaged[Cdecl]<CudaStatus> cuCtxSynchronize = (delegate* unmanaged[Cdecl]<CudaStatus>)Find(library, "cuCtxSynchronize");

    public readonly delegate* unmanaged[Cdecl]<nuint*, nuint*, CudaStatus> cuMemGetInfo_v2 =
        (delegate* unmanaged[Cdecl]<nuint*, nuint*, CudaStatus>)Find(library, "cuMemGetInfo_v2");

    public readonly delegate* unmanaged[Cdecl]<ulong*, nuint, CudaStatus> cuMemAlloc_v2 =
        (delegate* unmanaged[Cdecl]<ulong*, nuint, CudaStatus>)Find(library, "cuMemAlloc_v2");

    public readonly delegate* unmanaged[Cdecl]<ulong, CudaStatus> cuMemFree_v2 = (delegate* unmanaged[Cdecl]<ulong, CudaStatus>)Find(library, "cuMemFree_v2");

    public readonly delegate* unmanaged[Cdecl]<nint*, byte*, CudaStatus> cuModuleLoadData =
        (delegate* unmanaged[Cdecl]<nint*, byte*, CudaStatus>)Find(library, "cuModuleLoadData");

    public readonly delegate* unmanaged[Cdecl]<nint*, nint, byte*, CudaStatus> cuModuleGetFunction =
        (delegate* unmanaged[Cdecl]<nint*, nint, byte*, CudaStatus>)Find(library, "cuModuleGetFunction");

    public readonly delegate* unmanaged[Cdecl]<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, CudaStatus> cuLaunchKernel =
        (delegate* unmanaged[Cdecl]<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, CudaStatus>)Find(library, "cuLaunchKernel");

    private static nint Find(nint library, string name) => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0;
}
