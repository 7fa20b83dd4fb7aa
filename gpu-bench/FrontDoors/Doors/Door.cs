namespace Coaster.GpuBench.FrontDoors.Doors;

/// <summary>One row of the benchmark: a start with GPUs, and the start of the same engine without any that it is compared with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Baseline">The start without GPUs; null where there is none, and the start with GPUs is all that is added.</param>
/// <param name="WithGpus">The start with GPUs.</param>
/// <param name="TargetMs">The most milliseconds that it should add; null when there is no target.</param>
internal sealed record Door(string Name, ContainerStart? Baseline, ContainerStart WithGpus, double? TargetMs);
