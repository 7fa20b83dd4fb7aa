
namespace Coaster.NvmlInterop.Inventory;

/// <summary>Who uses the GPUs.</summary>
public static class ProcessReader
{
    /// <summary>
    /// The processes on every GPU of a session, in the order of GPU and PID. A process is listed once for each MIG instance it is in, with the
    /// largest amount that one of the driver's lists has for it: the lists of compute, graphics and MPS overlap. A GPU that does not answer
    /// has none.
    /// </summary>
    public static IReadOnlyList<GpuProcess> Read(NvmlSession session)
    {
        var all = new List<GpuProcess>();
        for (var index = 0; index < session.GetDeviceCount().ValueOr(0); index++)
            if (session.GetDevice(index) is { IsSuccess: true } device && device.Value.GetUuid() is { IsSuccess: true } uuid)
                all.AddRange(Read(device.Value, uuid.Value));
        return all;
    }

    /// <summary>The processes on one GPU.</summary>
    /// <param name="device">The GPU.</param>
    /// <param name="uuid">Its UUID.</param>
    public static IEnumerable<GpuProcess> Read(NvmlDevice device, string uuid) =>
        ReadKinds(device).GroupBy(static process => (process.Pid, process.GpuInstance, process.ComputeInstance))
            .OrderBy(static group => group.Key.Pid).Select(group => Merge(uuid, [.. group]));

    private static IEnumerable<NvmlProcess> ReadKinds(NvmlDevice device)
    {
        foreach (var kind in new[] { ProcessKind.Compute, ProcessKind.Graphics, ProcessKind.Mps })
            foreach (var process in device.GetProcesses(kind).ValueOr([]))
                yield return process;
    }

    private static GpuProcess Merge(string uuid, IReadOnlyList<NvmlProcess> same) => new(
        uuid, same[0].Pid, same.Max(static process => process.UsedBytes) is { } bytes ? bytes >> 20 : null,
        same[0].GpuInstance, same[0].ComputeInstance, same.All(static process => process.Kind == ProcessKind.Graphics));
}
