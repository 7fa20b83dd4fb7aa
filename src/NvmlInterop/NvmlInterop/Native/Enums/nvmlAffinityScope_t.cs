namespace Coaster.NvmlInterop.Native.Enums;

internal enum nvmlAffinityScope_t : uint
{
    NVML_AFFINITY_SCOPE_NODE = 0,
    NVML_AFFINITY_SCOPE_SOCKET = 1,
}
