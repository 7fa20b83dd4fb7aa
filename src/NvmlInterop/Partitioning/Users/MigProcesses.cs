using Coaster.GpuModel;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Processes;
using Coaster.Partitioning.Gpus;

namespace Coaster.Partitioning.Users;

/// <summary>The processes that use a GPU or any of its MIG devices.</summary>
internal static class MigProcesses
{
    private const int MaxShown = 8;

    /// <summary>Ends where there is one, and where the driver does not tell.</summary>
    /// <exception cref="CoasterException">The GPU is in use.</exception>
    public static void RequireNone(MigGpu gpu, MigFailure failure)
    {
        if (Of(gpu.Device) is not { } users)
            throw failure.Of($"the driver does not tell who uses {gpu.Name}", "Look for XID errors with dmesg");
        if (users.Count > 0)
            throw failure.Of($"{gpu.Name} is in use by process {string.Join(", ", users.Take(MaxShown))}", "End what uses it");
    }

    private static List<int>? Of(NvmlDevice gpu)
    {
        var users = new SortedSet<int>();
        foreach (var device in gpu.GetMigDevices().Select(static mig => mig.Device).Prepend(gpu))
            foreach (var kind in (ProcessKind[])[ProcessKind.Compute, ProcessKind.Graphics, ProcessKind.Mps])
                if (device.GetProcesses(kind) is { IsSuccess: true } listed)
                    users.UnionWith(listed.Value.Select(static process => process.Pid));
                else if (kind == ProcessKind.Compute && device == gpu)
                    return null;
        return [.. users];
    }
}
