using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Native;

/// <content>Affinity: what a GPU hangs on, and who its neighbours are.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlDeviceGetNumaNodeId(nint device, uint* node) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, node)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetMemoryAffinity(nint device, uint nodeSetSize, ulong* nodeSet, nvmlAffinityScope_t scope) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, ulong*, nvmlAffinityScope_t, nvmlReturn_t>)f)(device, nodeSetSize, nodeSet, scope)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetCpuAffinityWithinScope(nint device, uint cpuSetSize, ulong* cpuSet, nvmlAffinityScope_t scope) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, ulong*, nvmlAffinityScope_t, nvmlReturn_t>)f)(device, cpuSetSize, cpuSet, scope)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetTopologyCommonAncestor(nint device1, nint device2, nvmlGpuTopologyLevel_t* pathInfo) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nint, nvmlGpuTopologyLevel_t*, nvmlReturn_t>)f)(device1, device2, pathInfo)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetP2PStatus(nint device1, nint device2, uint p2pIndex, uint* p2pStatus) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nint, uint, uint*, nvmlReturn_t>)f)(device1, device2, p2pIndex, p2pStatus)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetNvLinkState(nint device, uint link, uint* isActive) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, uint*, nvmlReturn_t>)f)(device, link, isActive)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetNvLinkVersion(nint device, uint link, uint* version) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, uint*, nvmlReturn_t>)f)(device, link, version)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetNvLinkRemotePciInfo_v2(nint device, uint link, nvmlPciInfo_t* pci) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlPciInfo_t*, nvmlReturn_t>)f)(device, link, pci)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetNvLinkRemoteDeviceType(nint device, uint link, nvmlIntNvLinkDeviceType_t* deviceType) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint, nvmlIntNvLinkDeviceType_t*, nvmlReturn_t>)f)(device, link, deviceType)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
