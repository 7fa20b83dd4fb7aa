using Coaster.GpuModel;
using Coaster.NvmlInterop.Library.Mig;
using Coaster.NvmlInterop.Library.Results;
using Coaster.Partitioning.Asking;
using Coaster.Partitioning.Gpus;
using Coaster.Placement.Mig;

namespace Coaster.Partitioning.Acting;

/// <summary>Makes GPU instances and their compute instances; when one cannot be made, those before it are destroyed again.</summary>
/// <param name="gpu">The GPU.</param>
/// <param name="failure">How a failure is told.</param>
public sealed class MigCreation(MigGpu gpu, MigFailure failure)
{
    /// <summary>How to destroy what was made, last first.</summary>
    private readonly Stack<(string Name, Func<NvmlResult<NvmlStatus>> Destroy)> _undo = new();

    /// <summary>Makes them where they were planned.</summary>
    /// <param name="wanted">What, and where.</param>
    /// <returns>The ids of the GPU instance and the compute instance of each.</returns>
    /// <exception cref="CoasterException">One cannot be made; none is there.</exception>
    public IReadOnlyList<(int Gi, int Ci)> Create(IReadOnlyList<(MigAsk Ask, MigSlot Slot)> wanted)
    {
        try
        {
            return [.. wanted.Select(one => Make(one.Ask, one.Slot))];
        }
        catch (MigCreationException stopped)
        {
            throw failure.Of(stopped.Message + Undo(), stopped.Mend);
        }
    }

    private (int Gi, int Ci) Make(MigAsk ask, MigSlot slot)
    {
        var where = $"{ask.Profile.Name} on GPU {gpu.Gpu.Index} at {slot}";
        var instance = Value(gpu.Device.CreateGpuInstance(gpu.KindOf(ask.Profile), new MigPlacement(slot.Start, slot.Size)), $"the driver does not make {where}");
        _undo.Push((where, instance.Destroy));
        var compute = Value(instance.CreateComputeInstance(ComputeKind(instance, ask)), $"the driver does not make {ask.Name} in {where}");
        _undo.Push(($"the compute instance of {where}", compute.Destroy));
        return (Value(instance.GetInfo(), where).Id, Value(compute.GetInfo(), where).Id);
    }

    private static MigInstanceProfile ComputeKind(NvmlGpuInstance instance, MigAsk ask)
    {
        var kinds = instance.GetComputeInstanceProfiles();
        return kinds.Where(kind => kind.Slices == ask.ComputeSlices).MinBy(static kind => kind.Kind) ?? throw new MigCreationException(
            $"{ask.Profile.Name} has no compute instance of {ask.ComputeSlices} slices",
            $"It can have {string.Join(", ", kinds.Select(static kind => kind.Slices).Distinct().Order())} of its {ask.Profile.ComputeSlices}");
    }

    private string Undo()
    {
        var left = new List<string>();
        var undone = _undo.Count;
        while (_undo.TryPop(out var made))
            if (made.Destroy() is { IsSuccess: false } kept)
                left.Add($"{made.Name} is left behind ({kept.Status.Describe()})");
        return left.Count > 0 ? "; " + string.Join(", ", left) : undone > 0 ? "; what was made before is destroyed again" : "";
    }

    private static T Value<T>(NvmlResult<T> result, string why) =>
        result.IsSuccess ? result.Value : throw new MigCreationException($"{why}: {result.Status.Describe()}", MigFailure.SeeList);
}
