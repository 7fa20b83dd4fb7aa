using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Native;

/// <content>Memory: memory and the limits on it.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlDeviceGetMemoryInfo(nint device, nvmlMemory_t* memory) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlMemory_t*, nvmlReturn_t>)f)(device, memory)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetMemoryInfo_v2(nint device, nvmlMemory_v2_t* memory) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlMemory_v2_t*, nvmlReturn_t>)f)(device, memory)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetBAR1MemoryInfo(nint device, nvmlBAR1Memory_t* bar1Memory) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlBAR1Memory_t*, nvmlReturn_t>)f)(device, bar1Memory)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceSetMemoryLimits_v1(nint device, nvmlSetMemoryLimits_v1_t* limits) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlSetMemoryLimits_v1_t*, nvmlReturn_t>)f)(device, limits)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetMemoryLimits_v1(nint device, nvmlGetMemoryLimits_v1_t* limits) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlGetMemoryLimits_v1_t*, nvmlReturn_t>)f)(device, limits)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
