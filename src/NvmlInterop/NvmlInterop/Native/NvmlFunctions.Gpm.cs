using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Native;

/// <content>Gpm: performance counters, the only utilisation that MIG devices have.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlGpmQueryDeviceSupport(nint device, nvmlGpmSupport_t* gpmSupport) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlGpmSupport_t*, nvmlReturn_t>)f)(device, gpmSupport)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpmSampleAlloc(nint* gpmSample) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint*, nvmlReturn_t>)f)(gpmSample)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpmSampleFree(nint gpmSample) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlReturn_t>)f)(gpmSample)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpmSampleGet(nint device, nint gpmSample) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nint, nvmlReturn_t>)f)(device, gpmSample)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpmMigSampleGet(nint device, uint gpuInstanceId, nint gpmSample) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nint, nvmlReturn_t>)f)(device, gpuInstanceId, gpmSample)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpmMetricsGet(void* metricsGet) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<void*, nvmlReturn_t>)f)(metricsGet)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
