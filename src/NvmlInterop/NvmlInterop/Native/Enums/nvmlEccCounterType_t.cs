namespace Coaster.NvmlInterop.Native.Enums;

internal enum nvmlEccCounterType_t : uint
{
    NVML_VOLATILE_ECC = 0,
    NVML_AGGREGATE_ECC = 1,
}
