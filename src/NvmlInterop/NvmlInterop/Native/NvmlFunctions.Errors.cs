using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Native;

/// <content>Errors: what has gone wrong in its memory.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlDeviceGetTotalEccErrors(nint device, nvmlMemoryErrorType_t errorType, nvmlEccCounterType_t counterType, ulong* eccCounts) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlMemoryErrorType_t, nvmlEccCounterType_t, ulong*, nvmlReturn_t>)f)(device, errorType, counterType, eccCounts)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetDetailedEccErrors(nint device, nvmlMemoryErrorType_t errorType, nvmlEccCounterType_t counterType, nvmlEccErrorCounts_t* eccCounts) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlMemoryErrorType_t, nvmlEccCounterType_t, nvmlEccErrorCounts_t*, nvmlReturn_t>)f)(device, errorType, counterType, eccCounts)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetEccMode(nint device, uint* current, uint* pending) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, uint*, nvmlReturn_t>)f)(device, current, pending)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetRetiredPages_v2(nint device, nvmlPageRetirementCause_t cause, uint* pageCount, ulong* addresses, ulong* timestamps) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlPageRetirementCause_t, uint*, ulong*, ulong*, nvmlReturn_t>)f)(device, cause, pageCount, addresses, timestamps)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetRetiredPagesPendingStatus(nint device, uint* isPending) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, isPending)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetRemappedRows(nint device, uint* corrRows, uint* uncRows, uint* isPending, uint* failureOccurred) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, uint*, uint*, uint*, nvmlReturn_t>)f)(device, corrRows, uncRows, isPending, failureOccurred)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
