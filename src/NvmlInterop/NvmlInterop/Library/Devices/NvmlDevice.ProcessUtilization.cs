using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>How busy each process kept the GPU.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>
    /// The samples of the driver's ring since a moment; an empty list where there are none. Not supported while MIG is on: sample
    /// <see cref="NvmlGpmSampler"/> there.
    /// </summary>
    /// <param name="since">The newest <see cref="ProcessUtilization.TimestampUs"/> seen before, or 0 for all.</param>
    public NvmlResult<IReadOnlyList<ProcessUtilization>> GetProcessUtilization(long since)
    {
        var newer = GetProcessesUtilizationInfo((ulong)since);
        return newer.IsNotSupported || newer.Status == NvmlStatus.InvalidArgument ? GetProcessUtilizationSamples((ulong)since) : newer;
    }

    private NvmlResult<IReadOnlyList<ProcessUtilization>> GetProcessesUtilizationInfo(ulong since)
    {
        var native = Native;
        var device = Handle;
        return GrowingList.Read<nvmlProcessUtilizationInfo_v1_t>((nvmlProcessUtilizationInfo_v1_t* items, ref uint count) =>
        {
            var list = new nvmlProcessesUtilizationInfo_v1_t
            {
                version = NvmlConstants.NVML_STRUCT_VERSION<nvmlProcessesUtilizationInfo_v1_t>(1),
                processSamplesCount = count,
                lastSeenTimeStamp = since,
                procUtilArray = items,
            };
            var status = native.nvmlDeviceGetProcessesUtilizationInfo(device, &list);
            count = list.processSamplesCount;
            return status;
        }, nameof(GetProcessUtilization)).Select(static items => (IReadOnlyList<ProcessUtilization>)[.. items.Select(ProcessUtilization.From)]);
    }

    private NvmlResult<IReadOnlyList<ProcessUtilization>> GetProcessUtilizationSamples(ulong since)
    {
        var native = Native;
        var device = Handle;
        return GrowingList.Read<nvmlProcessUtilizationSample_t>((nvmlProcessUtilizationSample_t* items, ref uint count) =>
        {
            fixed (uint* length = &count)
                return native.nvmlDeviceGetProcessUtilization(device, items, length, since);
        }, nameof(GetProcessUtilization)).Select(static items => (IReadOnlyList<ProcessUtilization>)[.. items.Select(ProcessUtilization.From)]);
    }
}
