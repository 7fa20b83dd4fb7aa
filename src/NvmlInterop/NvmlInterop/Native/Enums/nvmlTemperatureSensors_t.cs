namespace Coaster.NvmlInterop.Native.Enums;

internal enum nvmlTemperatureSensors_t : uint
{
    NVML_TEMPERATURE_GPU = 0,
}
