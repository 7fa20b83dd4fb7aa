using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Native;

/// <content>Readings: what changes from second to second.</content>
internal sealed unsafe partial class NvmlFunctions
{
    public nvmlReturn_t nvmlDeviceGetUtilizationRates(nint device, nvmlUtilization_t* utilization) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlUtilization_t*, nvmlReturn_t>)f)(device, utilization)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetSamples(nint device, nvmlSamplingType_t type, ulong lastSeenTimeStamp, nvmlValueType_t* sampleValType, uint* sampleCount, nvmlSample_t* samples) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlSamplingType_t, ulong, nvmlValueType_t*, uint*, nvmlSample_t*, nvmlReturn_t>)f)(device, type, lastSeenTimeStamp, sampleValType, sampleCount, samples)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetTemperature(nint device, nvmlTemperatureSensors_t sensorType, uint* temp) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlTemperatureSensors_t, uint*, nvmlReturn_t>)f)(device, sensorType, temp)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetPowerUsage(nint device, uint* power) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, power)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetEnforcedPowerLimit(nint device, uint* limit) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, limit)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetTotalEnergyConsumption(nint device, ulong* energy) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, ulong*, nvmlReturn_t>)f)(device, energy)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetClockInfo(nint device, nvmlClockType_t type, uint* clock) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlClockType_t, uint*, nvmlReturn_t>)f)(device, type, clock)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetMaxClockInfo(nint device, nvmlClockType_t type, uint* clock) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlClockType_t, uint*, nvmlReturn_t>)f)(device, type, clock)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetCurrentClocksEventReasons(nint device, ulong* clocksEventReasons) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, ulong*, nvmlReturn_t>)f)(device, clocksEventReasons)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetCurrentClocksThrottleReasons(nint device, ulong* clocksThrottleReasons) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, ulong*, nvmlReturn_t>)f)(device, clocksThrottleReasons)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetPcieThroughput(nint device, nvmlPcieUtilCounter_t counter, uint* value) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, nvmlPcieUtilCounter_t, uint*, nvmlReturn_t>)f)(device, counter, value)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetPcieReplayCounter(nint device, uint* value) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, uint*, nvmlReturn_t>)f)(device, value)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;

    public nvmlReturn_t nvmlDeviceGetFieldValues(nint device, int valuesCount, nvmlFieldValue_t* values) => Symbol() is var f and not 0
        ? ((delegate* unmanaged[Cdecl]<nint, int, nvmlFieldValue_t*, nvmlReturn_t>)f)(device, valuesCount, values)
        : nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND;
}
