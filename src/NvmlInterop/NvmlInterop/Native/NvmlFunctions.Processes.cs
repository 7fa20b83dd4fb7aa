using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Native;

/// <content>Processes: who uses it.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlDeviceGetComputeRunningProcesses_v3(nint device, uint* infoCount, void* infos) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, void*, nvmlReturn_t>)f)(device, infoCount, infos)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetGraphicsRunningProcesses_v3(nint device, uint* infoCount, void* infos) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, void*, nvmlReturn_t>)f)(device, infoCount, infos)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetMPSComputeRunningProcesses_v3(nint device, uint* infoCount, void* infos) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, void*, nvmlReturn_t>)f)(device, infoCount, infos)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetRunningProcessDetailList(nint device, nvmlProcessDetailList_v1_t* plist) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlProcessDetailList_v1_t*, nvmlReturn_t>)f)(device, plist)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetProcessUtilization(nint device, nvmlProcessUtilizationSample_t* utilization, uint* processSamplesCount, ulong lastSeenTimeStamp) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlProcessUtilizationSample_t*, uint*, ulong, nvmlReturn_t>)f)(device, utilization, processSamplesCount, lastSeenTimeStamp)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetProcessesUtilizationInfo(nint device, nvmlProcessesUtilizationInfo_v1_t* procesesUtilInfo) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlProcessesUtilizationInfo_v1_t*, nvmlReturn_t>)f)(device, procesesUtilInfo)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetAccountingMode(nint device, uint* mode) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, mode)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceSetAccountingMode(nint device, uint mode) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlReturn_t>)f)(device, mode)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetAccountingBufferSize(nint device, uint* bufferSize) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, bufferSize)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetAccountingPids(nint device, uint* count, uint* pids) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, uint*, nvmlReturn_t>)f)(device, count, pids)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetAccountingStats(nint device, uint pid, nvmlAccountingStats_t* stats) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlAccountingStats_t*, nvmlReturn_t>)f)(device, pid, stats)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceClearAccountingPids(nint device) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlReturn_t>)f)(device)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
