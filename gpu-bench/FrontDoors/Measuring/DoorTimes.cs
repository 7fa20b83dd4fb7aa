using Coaster.GpuBench.FrontDoors.Doors;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Measuring;

/// <summary>The times of one door and of what it is compared with.</summary>
internal sealed record DoorTimes(Door Door, StartTimes? Baseline, StartTimes WithGpus)
{
    /// <summary>What the GPUs add to the whole start.</summary>
    internal Samples Added => Baseline is null ? WithGpus.Whole : WithGpus.Whole.Minus(Baseline.Whole);

    /// <summary>What they add to the runtime's <c>create</c>; null where nothing was recorded.</summary>
    internal Samples? AddedToCreate => Baseline is { Create.Count: > 0 } ? WithGpus.Create.Minus(Baseline.Create) : null;
}
