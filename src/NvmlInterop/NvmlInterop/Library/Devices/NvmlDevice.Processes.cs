using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>Who uses the GPU.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>
    /// The processes that have a context on the GPU. Their PIDs are those of the caller's PID namespace, so ask from the host's. Asked of a
    /// GPU in MIG mode it names the processes of all its instances.
    /// </summary>
    public NvmlResult<IReadOnlyList<NvmlProcess>> GetProcesses(ProcessKind kind)
    {
        var detailed = GetProcessDetails(kind);
        return detailed.IsNotSupported || detailed.Status == NvmlStatus.InvalidArgument ? GetRunningProcesses(kind) : detailed;
    }

    /// <summary>The list with a version word, which newer drivers have for GPUs from Hopper on.</summary>
    private NvmlResult<IReadOnlyList<NvmlProcess>> GetProcessDetails(ProcessKind kind)
    {
        var native = Native;
        var device = Handle;
        return GrowingList.Read<nvmlProcessDetail_v1_t>((nvmlProcessDetail_v1_t* items, ref uint count) =>
        {
            var list = new nvmlProcessDetailList_v1_t
            {
                version = NvmlConstants.NVML_STRUCT_VERSION<nvmlProcessDetailList_v1_t>(1),
                mode = (uint)kind,
                numProcArrayEntries = count,
                procArray = items,
            };
            var status = native.nvmlDeviceGetRunningProcessDetailList(device, &list);
            count = list.numProcArrayEntries;
            return status;
        }).Select(items => (IReadOnlyList<NvmlProcess>)[.. items.Select(item => NvmlProcess.From(item, kind))]);
    }

    private NvmlResult<IReadOnlyList<NvmlProcess>> GetRunningProcesses(ProcessKind kind)
    {
        var native = Native;
        var device = Handle;
        return ProcessRecords.Read(kind, (void* buffer, uint* count) => kind switch
        {
            ProcessKind.Graphics => native.nvmlDeviceGetGraphicsRunningProcesses_v3(device, count, buffer),
            ProcessKind.Mps => native.nvmlDeviceGetMPSComputeRunningProcesses_v3(device, count, buffer),
            _ => native.nvmlDeviceGetComputeRunningProcesses_v3(device, count, buffer),
        });
    }
}
