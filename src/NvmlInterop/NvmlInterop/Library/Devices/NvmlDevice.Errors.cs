using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>What has gone wrong in the memory.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>How many ECC errors there were.</summary>
    /// <param name="uncorrected">Those that could not be corrected, or those that could.</param>
    /// <param name="aggregate">Over the GPU's life, or since the driver was loaded.</param>
    public NvmlResult<long> GetEccErrors(bool uncorrected, bool aggregate)
    {
        ulong count = 0;
        var status = Native.nvmlDeviceGetTotalEccErrors(Handle, ErrorType(uncorrected), CounterType(aggregate), &count);
        return NvmlResult.Of(status, NativeNumber.Long(count));
    }

    /// <summary>The same by place, where the driver still tells it.</summary>
    /// <inheritdoc cref="GetEccErrors"/>
    public NvmlResult<EccErrors> GetEccErrorsByPlace(bool uncorrected, bool aggregate)
    {
        nvmlEccErrorCounts_t counts = default;
        var status = Native.nvmlDeviceGetDetailedEccErrors(Handle, ErrorType(uncorrected), CounterType(aggregate), &counts);
        return NvmlResult.Of(status, new EccErrors(NativeNumber.Long(counts.l1Cache), NativeNumber.Long(counts.l2Cache),
            NativeNumber.Long(counts.deviceMemory), NativeNumber.Long(counts.registerFile)));
    }

    /// <summary>The memory rows that were replaced by spare ones (GPUs from Ampere on).</summary>
    public NvmlResult<RemappedRows> GetRemappedRows()
    {
        uint corrected = 0, uncorrected = 0, pending = 0, failed = 0;
        var status = Native.nvmlDeviceGetRemappedRows(Handle, &corrected, &uncorrected, &pending, &failed);
        return NvmlResult.Of(status, new RemappedRows(
            NativeNumber.Int(corrected), NativeNumber.Int(uncorrected), pending != 0, failed != 0));
    }

    /// <summary>How many memory pages are no longer used (GPUs before Ampere).</summary>
    /// <param name="doubleBit">Those with an error that could not be corrected, or those with too many that could.</param>
    public NvmlResult<int> GetRetiredPages(bool doubleBit)
    {
        var native = Native;
        var device = Handle;
        var cause = doubleBit
            ? nvmlPageRetirementCause_t.NVML_PAGE_RETIREMENT_CAUSE_DOUBLE_BIT_ECC_ERROR
            : nvmlPageRetirementCause_t.NVML_PAGE_RETIREMENT_CAUSE_MULTIPLE_SINGLE_BIT_ECC_ERRORS;
        return GrowingList.Read<ulong>((ulong* pages, ref uint count) =>
        {
            fixed (uint* length = &count)
            fixed (ulong* times = new ulong[Math.Max(count, 1)])
                return native.nvmlDeviceGetRetiredPages_v2(device, cause, length, pages, times);
        }).Select(static pages => pages.Length);
    }

    /// <summary>Whether pages wait for a reboot to be retired.</summary>
    public NvmlResult<bool> HasPendingRetirement()
    {
        var pending = 0u;
        var status = Native.nvmlDeviceGetRetiredPagesPendingStatus(Handle, &pending);
        return NvmlResult.Of(status, pending != 0);
    }

    private static nvmlMemoryErrorType_t ErrorType(bool uncorrected) => uncorrected
        ? nvmlMemoryErrorType_t.NVML_MEMORY_ERROR_TYPE_UNCORRECTED
        : nvmlMemoryErrorType_t.NVML_MEMORY_ERROR_TYPE_CORRECTED;

    private static nvmlEccCounterType_t CounterType(bool aggregate) =>
        aggregate ? nvmlEccCounterType_t.NVML_AGGREGATE_ECC : nvmlEccCounterType_t.NVML_VOLATILE_ECC;
}
