using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Native;

/// <content>Events: what it tells by itself.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlEventSetCreate(nint* set) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint*, nvmlReturn_t>)f)(set)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlEventSetFree(nint set) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlReturn_t>)f)(set)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlEventSetWait_v2(nint set, nvmlEventData_t* data, uint timeoutms) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlEventData_t*, uint, nvmlReturn_t>)f)(set, data, timeoutms)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceRegisterEvents(nint device, ulong eventTypes, nint set) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, ulong, nint, nvmlReturn_t>)f)(device, eventTypes, set)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetSupportedEventTypes(nint device, ulong* eventTypes) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, ulong*, nvmlReturn_t>)f)(device, eventTypes)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
