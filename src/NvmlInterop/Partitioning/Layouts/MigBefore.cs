using Coaster.GpuModel;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Mig;
using Coaster.NvmlInterop.Library.Results;
using Coaster.Partitioning.Acting;
using Coaster.Partitioning.Gpus;

namespace Coaster.Partitioning.Layouts;

/// <summary>How a GPU was cut, to bring it back. A GPU instance without compute instances is what a crash left, and is not brought back.</summary>
internal sealed class MigBefore(MigMachine machine, MigGpu gpu, MigSwitch mode, MigFailure failure)
{
    private readonly Switch _mode = mode.Now;
    private readonly List<MigPart> _parts = [.. gpu.Parts.Where(static part => part.Computes.Count > 0)];

    /// <summary>Brings it back, as far as the driver lets us.</summary>
    /// <returns>Nothing, or what is not as it was, as the end of a sentence.</returns>
    public string Restore()
    {
        try
        {
            foreach (var part in machine.Look(gpu.Gpu).Parts.Where(part => !_parts.Any(was => IsSame(was, part))))
                _ = new MigDestruction(new MigTarget(gpu, part, part.Computes), failure).Run().Count();
            var status = mode.Restore(_mode);
            if (status != NvmlStatus.Success)
                return $"; its MIG mode is not what it was ({status.Describe()})";
            var now = machine.Look(gpu.Gpu);
            var lost = _parts.Count(part => !IsRemade(now, part));
            return lost > 0 ? $"; {lost} of the {_parts.Count} GPU instances that it had could not be made again" : "";
        }
        catch (CoasterException error)
        {
            return $"; it is not as it was: {error.Why}";
        }
    }

    private static bool IsSame(MigPart was, MigPart part) => (was.Info.ProfileId, was.Slot) == (part.Info.ProfileId, part.Slot);

    private static bool IsRemade(MigGpu now, MigPart was)
    {
        var there = now.Parts.FirstOrDefault(part => IsSame(was, part));
        if ((there?.Handle ?? Remade(now, was)) is not { } instance)
            return false;
        var kinds = instance.GetComputeInstanceProfiles();
        return was.Computes.Where(compute => there is null || !there.Computes.Any(other => IsSame(compute, other))).All(compute =>
            kinds.FirstOrDefault(kind => kind.Id == compute.Info.ProfileId) is { } kind
            && instance.CreateComputeInstance(kind, compute.Info.Placement).IsSuccess);
    }

    private static NvmlGpuInstance? Remade(MigGpu now, MigPart was) =>
        now.Kinds.FirstOrDefault(kind => kind.Id == was.Info.ProfileId) is { } kind
        && now.Device.CreateGpuInstance(kind, was.Info.Placement) is { IsSuccess: true } made
            ? made.Value
            : null;

    private static bool IsSame(MigComputePart was, MigComputePart compute) =>
        (was.Info.ProfileId, was.Info.Placement) == (compute.Info.ProfileId, compute.Info.Placement);
}
