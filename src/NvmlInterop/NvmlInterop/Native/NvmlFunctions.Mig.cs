using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Native;

/// <content>Mig: the mode, the instances and the devices.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlDeviceGetMigMode(nint device, uint* currentMode, uint* pendingMode) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, uint*, nvmlReturn_t>)f)(device, currentMode, pendingMode)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceSetMigMode(nint device, uint mode, nvmlReturn_t* activationStatus) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlReturn_t*, nvmlReturn_t>)f)(device, mode, activationStatus)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetMaxMigDeviceCount(nint device, uint* count) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, count)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetMigDeviceHandleByIndex(nint device, uint index, nint* migDevice) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nint*, nvmlReturn_t>)f)(device, index, migDevice)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetDeviceHandleFromMigDeviceHandle(nint migDevice, nint* device) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nint*, nvmlReturn_t>)f)(migDevice, device)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceIsMigDeviceHandle(nint device, uint* isMigDevice) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, isMigDevice)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetGpuInstanceId(nint device, uint* id) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, id)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetComputeInstanceId(nint device, uint* id) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, id)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetAttributes_v2(nint device, nvmlDeviceAttributes_t* attributes) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlDeviceAttributes_t*, nvmlReturn_t>)f)(device, attributes)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetGpuInstanceProfileInfo(nint device, uint profile, nvmlGpuInstanceProfileInfo_t* info) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlGpuInstanceProfileInfo_t*, nvmlReturn_t>)f)(device, profile, info)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetGpuInstanceProfileInfoV(nint device, uint profile, void* info) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, void*, nvmlReturn_t>)f)(device, profile, info)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetGpuInstancePossiblePlacements_v2(nint device, uint profileId, nvmlGpuInstancePlacement_t* placements, uint* count) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlGpuInstancePlacement_t*, uint*, nvmlReturn_t>)f)(device, profileId, placements, count)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetGpuInstanceRemainingCapacity(nint device, uint profileId, uint* count) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, uint*, nvmlReturn_t>)f)(device, profileId, count)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceCreateGpuInstance(nint device, uint profileId, nint* gpuInstance) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nint*, nvmlReturn_t>)f)(device, profileId, gpuInstance)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceCreateGpuInstanceWithPlacement(nint device, uint profileId, nvmlGpuInstancePlacement_t* placement, nint* gpuInstance) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlGpuInstancePlacement_t*, nint*, nvmlReturn_t>)f)(device, profileId, placement, gpuInstance)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetGpuInstances(nint device, uint profileId, nint* gpuInstances, uint* count) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nint*, uint*, nvmlReturn_t>)f)(device, profileId, gpuInstances, count)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetGpuInstanceById(nint device, uint id, nint* gpuInstance) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nint*, nvmlReturn_t>)f)(device, id, gpuInstance)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceDestroy(nint gpuInstance) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlReturn_t>)f)(gpuInstance)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceGetInfo(nint gpuInstance, nvmlGpuInstanceInfo_t* info) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlGpuInstanceInfo_t*, nvmlReturn_t>)f)(gpuInstance, info)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceGetComputeInstanceProfileInfo(nint gpuInstance, uint profile, uint engProfile, nvmlComputeInstanceProfileInfo_t* info) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, uint, nvmlComputeInstanceProfileInfo_t*, nvmlReturn_t>)f)(gpuInstance, profile, engProfile, info)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceGetComputeInstanceProfileInfoV(nint gpuInstance, uint profile, uint engProfile, void* info) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, uint, void*, nvmlReturn_t>)f)(gpuInstance, profile, engProfile, info)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceGetComputeInstancePossiblePlacements(nint gpuInstance, uint profileId, nvmlComputeInstancePlacement_t* placements, uint* count) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlComputeInstancePlacement_t*, uint*, nvmlReturn_t>)f)(gpuInstance, profileId, placements, count)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceGetComputeInstanceRemainingCapacity(nint gpuInstance, uint profileId, uint* count) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, uint*, nvmlReturn_t>)f)(gpuInstance, profileId, count)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceCreateComputeInstance(nint gpuInstance, uint profileId, nint* computeInstance) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nint*, nvmlReturn_t>)f)(gpuInstance, profileId, computeInstance)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceCreateComputeInstanceWithPlacement(nint gpuInstance, uint profileId, nvmlComputeInstancePlacement_t* placement, nint* computeInstance) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlComputeInstancePlacement_t*, nint*, nvmlReturn_t>)f)(gpuInstance, profileId, placement, computeInstance)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceGetComputeInstances(nint gpuInstance, uint profileId, nint* computeInstances, uint* count) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nint*, uint*, nvmlReturn_t>)f)(gpuInstance, profileId, computeInstances, count)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlGpuInstanceGetComputeInstanceById(nint gpuInstance, uint id, nint* computeInstance) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nint*, nvmlReturn_t>)f)(gpuInstance, id, computeInstance)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlComputeInstanceDestroy(nint computeInstance) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlReturn_t>)f)(computeInstance)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlComputeInstanceGetInfo_v2(nint computeInstance, nvmlComputeInstanceInfo_t* info) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlComputeInstanceInfo_t*, nvmlReturn_t>)f)(computeInstance, info)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
