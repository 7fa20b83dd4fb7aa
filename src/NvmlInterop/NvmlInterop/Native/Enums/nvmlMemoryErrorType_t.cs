namespace Coaster.NvmlInterop.Native.Enums;

internal enum nvmlMemoryErrorType_t : uint
{
    NVML_MEMORY_ERROR_TYPE_CORRECTED = 0,
    NVML_MEMORY_ERROR_TYPE_UNCORRECTED = 1,
}
