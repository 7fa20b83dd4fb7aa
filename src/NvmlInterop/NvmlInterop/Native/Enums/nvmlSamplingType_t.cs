namespace Coaster.NvmlInterop.Native.Enums;

internal enum nvmlSamplingType_t : uint
{
    NVML_GPU_UTILIZATION_SAMPLES = 1,
}
