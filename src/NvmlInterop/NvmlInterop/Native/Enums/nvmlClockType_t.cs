namespace Coaster.NvmlInterop.Native.Enums;

internal enum nvmlClockType_t : uint
{
    NVML_CLOCK_GRAPHICS = 0,
    NVML_CLOCK_SM = 1,
    NVML_CLOCK_MEM = 2,
    NVML_CLOCK_VIDEO = 3,
}
