using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Native;

/// <content>Identity: what a GPU is.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlDeviceGetName(nint device, byte* name, uint length) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, byte*, uint, nvmlReturn_t>)f)(device, name, length)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetUUID(nint device, byte* uuid, uint length) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, byte*, uint, nvmlReturn_t>)f)(device, uuid, length)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetSerial(nint device, byte* serial, uint length) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, byte*, uint, nvmlReturn_t>)f)(device, serial, length)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetVbiosVersion(nint device, byte* version, uint length) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, byte*, uint, nvmlReturn_t>)f)(device, version, length)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetIndex(nint device, uint* index) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, index)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetMinorNumber(nint device, uint* minorNumber) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, minorNumber)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetPciInfo_v3(nint device, nvmlPciInfo_t* pci) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlPciInfo_t*, nvmlReturn_t>)f)(device, pci)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetCudaComputeCapability(nint device, int* major, int* minor) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, int*, int*, nvmlReturn_t>)f)(device, major, minor)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetBrand(nint device, nvmlBrandType_t* type) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlBrandType_t*, nvmlReturn_t>)f)(device, type)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetPersistenceMode(nint device, uint* mode) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, mode)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceSetPersistenceMode(nint device, uint mode) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlReturn_t>)f)(device, mode)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetComputeMode(nint device, uint* mode) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, mode)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceSetComputeMode(nint device, uint mode) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlReturn_t>)f)(device, mode)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
