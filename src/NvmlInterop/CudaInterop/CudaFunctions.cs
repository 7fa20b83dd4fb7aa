using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Coaster.CudaInterop;

/// <summary>
/// The functions of one loaded libcuda under their exported names, called through pointers: the library's path is chosen at run time. A
/// function that this driver does not export answers CUDA_ERROR_NOT_FOUND.
/// </summary>
internal sealed unsafe class CudaFunctions(nint library)
{
    internal const int UuidBytes = 16;
    private const int CUDA_ERROR_NOT_FOUND = 500;

    internal int cuInit(uint flags) =>
        Symbol() is var f and not 0 ? ((delegate* unmanaged[Cdecl]<uint, int>)f)(flags) : CUDA_ERROR_NOT_FOUND;

    internal int cuDeviceGetCount(int* count) =>
        Symbol() is var f and not 0 ? ((delegate* unmanaged[Cdecl]<int*, int>)f)(count) : CUDA_ERROR_NOT_FOUND;

    internal int cuDeviceGet(int* device, int ordinal) =>
        Symbol() is var f and not 0 ? ((delegate* unmanaged[Cdecl]<int*, int, int>)f)(device, ordinal) : CUDA_ERROR_NOT_FOUND;

    internal int cuDeviceGetUuid(byte* uuid, int device) =>
        Symbol() is var f and not 0 ? ((delegate* unmanaged[Cdecl]<byte*, int, int>)f)(uuid, device) : CUDA_ERROR_NOT_FOUND;

    internal int cuCtxCreate_v2(nint* context, uint flags, int device) =>
        Symbol() is var f and not 0 ? ((delegate* unmanaged[Cdecl]<nint*, uint, int, int>)f)(context, flags, device) : CUDA_ERROR_NOT_FOUND;

    internal int cuCtxDestroy_v2(nint context) =>
        Symbol() is var f and not 0 ? ((delegate* unmanaged[Cdecl]<nint, int>)f)(context) : CUDA_ERROR_NOT_FOUND;

    private nint Symbol([CallerMemberName] string name = "") => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0;
}
