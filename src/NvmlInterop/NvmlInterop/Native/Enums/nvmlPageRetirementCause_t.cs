namespace Coaster.NvmlInterop.Native.Enums;

internal enum nvmlPageRetirementCause_t : uint
{
    NVML_PAGE_RETIREMENT_CAUSE_MULTIPLE_SINGLE_BIT_ECC_ERRORS = 0,
    NVML_PAGE_RETIREMENT_CAUSE_DOUBLE_BIT_ECC_ERROR = 1,
}
