using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>What changes from second to second.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>How busy the GPU was; not supported while MIG is on.</summary>
    public NvmlResult<Utilization> GetUtilization()
    {
        nvmlUtilization_t rates = default;
        var status = Native.nvmlDeviceGetUtilizationRates(Handle, &rates);
        return NvmlResult.Of(status, new Utilization(NativeNumber.Int(rates.gpu), NativeNumber.Int(rates.memory)));
    }

    /// <summary>
    /// How busy it was, by sample periods, as <c>nvmlDeviceGetSamples</c> has it in the driver's ring; an empty list where there is none. Not supported
    /// while MIG is on.
    /// </summary>
    /// <param name="since">The newest <see cref="UtilizationSample.TimestampUs"/> seen before, or 0 for all.</param>
    public NvmlResult<IReadOnlyList<UtilizationSample>> GetUtilizationSamples(long since)
    {
        var native = Native;
        var device = Handle;
        return GrowingList.Read<nvmlSample_t>((nvmlSample_t* items, ref uint count) =>
        {
            nvmlValueType_t type;
            fixed (uint* length = &count)
                return native.nvmlDeviceGetSamples(device, nvmlSamplingType_t.NVML_GPU_UTILIZATION_SAMPLES, (ulong)since, &type, length, items);
        }).Select(static items => (IReadOnlyList<UtilizationSample>)[.. items.Select(UtilizationSample.From)]);
    }

    /// <summary>The temperature of the die in degrees Celsius.</summary>
    public NvmlResult<int> GetTemperatureC()
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetTemperature(Handle, nvmlTemperatureSensors_t.NVML_TEMPERATURE_GPU, &value);
        return NvmlResult.Of(status, unchecked((int)value));
    }

    /// <summary>The power drawn by the whole board, in watts.</summary>
    public NvmlResult<double> GetPowerW()
    {
        var milliwatts = 0u;
        var status = Native.nvmlDeviceGetPowerUsage(Handle, &milliwatts);
        return NvmlResult.Of(status, milliwatts / 1000.0);
    }

    /// <summary>The power that the board is held to, in watts.</summary>
    public NvmlResult<double> GetPowerLimitW()
    {
        var milliwatts = 0u;
        var status = Native.nvmlDeviceGetEnforcedPowerLimit(Handle, &milliwatts);
        return NvmlResult.Of(status, milliwatts / 1000.0);
    }

    /// <summary>The energy used since the driver was loaded, in joules.</summary>
    public NvmlResult<double> GetEnergyJ()
    {
        ulong millijoules = 0;
        var status = Native.nvmlDeviceGetTotalEnergyConsumption(Handle, &millijoules);
        return NvmlResult.Of(status, millijoules / 1000.0);
    }

    /// <summary>A clock's frequency in MHz.</summary>
    public NvmlResult<int> GetClockMHz(ClockDomain domain)
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetClockInfo(Handle, (nvmlClockType_t)domain, &value);
        return NvmlResult.Of(status, NativeNumber.Int(value));
    }

    /// <summary>The highest frequency of a clock in MHz.</summary>
    public NvmlResult<int> GetMaxClockMHz(ClockDomain domain)
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetMaxClockInfo(Handle, (nvmlClockType_t)domain, &value);
        return NvmlResult.Of(status, NativeNumber.Int(value));
    }

    /// <summary>Why the clocks are not at their highest.</summary>
    public NvmlResult<ThrottleReasons> GetThrottleReasons()
    {
        ulong reasons = 0;
        var status = Native.nvmlDeviceGetCurrentClocksEventReasons(Handle, &reasons);
        if (status == nvmlReturn_t.NVML_ERROR_FUNCTION_NOT_FOUND)
            status = Native.nvmlDeviceGetCurrentClocksThrottleReasons(Handle, &reasons); // its name until driver 535
        return NvmlResult.Of(status, (ThrottleReasons)reasons);
    }

    /// <summary>The traffic over PCIe in KB/s, measured for 20 ms.</summary>
    public NvmlResult<PcieThroughput> GetPcieThroughput()
    {
        uint sent = 0, received = 0;
        var status = Native.nvmlDeviceGetPcieThroughput(Handle, nvmlPcieUtilCounter_t.NVML_PCIE_UTIL_TX_BYTES, &sent);
        if (status == nvmlReturn_t.NVML_SUCCESS)
            status = Native.nvmlDeviceGetPcieThroughput(Handle, nvmlPcieUtilCounter_t.NVML_PCIE_UTIL_RX_BYTES, &received);
        return NvmlResult.Of(status, new PcieThroughput(NativeNumber.Int(sent), NativeNumber.Int(received)));
    }

    /// <summary>How often PCIe had to send something again.</summary>
    public NvmlResult<int> GetPcieReplays()
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetPcieReplayCounter(Handle, &value);
        return NvmlResult.Of(status, NativeNumber.Int(value));
    }
}
