using Coaster.GpuModel;
using Coaster.NvmlInterop.Inventory;
using Coaster.Partitioning.Acting;

namespace Coaster.Partitioning.Users;

/// <summary>Keeps what somebody has from being destroyed; all is looked at before anything goes.</summary>
/// <param name="holders">Who holds what.</param>
/// <param name="failure">How a failure is told.</param>
public sealed class MigGuard(MigHolders holders, MigFailure failure)
{
    /// <summary>Ends where somebody has one of them.</summary>
    /// <exception cref="CoasterException">A container holds one of them, or a process uses one.</exception>
    public void RequireFree(IReadOnlyList<MigTarget> targets)
    {
        foreach (var target in targets)
            foreach (var mig in target.Devices)
                if (holders.Of(target.Gpu.Gpu, mig) is { } holder)
                    throw failure.Of($"{mig?.Uuid ?? target.Name} is held by {holder}", "Stop that first: see coaster ps");
        foreach (var target in targets)
            if (Users(target) is { Count: > 0 } users)
                throw failure.Of($"{target.Name} is in use by process {string.Join(", ", users)}", "End what uses it, and try again");
    }

    private static List<int> Users(MigTarget target) =>
    [
        .. ProcessReader.Read(target.Gpu.Device, target.Gpu.Gpu.Uuid)
            .Where(process => process.GpuInstance == target.Part.Info.Id && target.Computes.Any(compute => compute.Id == process.ComputeInstance))
            .Select(static process => process.Pid).Distinct().Take(8),
    ];
}
