using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Native;

/// <content>System: start, versions, and the ways to a device handle.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlInit_v2() => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nvmlReturn_t>)f)()
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlShutdown() => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nvmlReturn_t>)f)()
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlSystemGetDriverVersion(byte* version, uint length) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<byte*, uint, nvmlReturn_t>)f)(version, length)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlSystemGetNVMLVersion(byte* version, uint length) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<byte*, uint, nvmlReturn_t>)f)(version, length)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlSystemGetCudaDriverVersion_v2(int* cudaDriverVersion) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<int*, nvmlReturn_t>)f)(cudaDriverVersion)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetCount_v2(uint* deviceCount) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<uint*, nvmlReturn_t>)f)(deviceCount)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(uint index, nint* device) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<uint, nint*, nvmlReturn_t>)f)(index, device)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetHandleByUUID(byte* uuid, nint* device) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<byte*, nint*, nvmlReturn_t>)f)(uuid, device)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetHandleByPciBusId_v2(byte* pciBusId, nint* device) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<byte*, nint*, nvmlReturn_t>)f)(pciBusId, device)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
