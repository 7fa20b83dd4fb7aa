namespace Coaster.GpuBench.FrontDoors.Doors;

/// <summary>One way of starting a container, as the words that are typed.</summary>
/// <param name="Gpus">How many GPUs the container must see.</param>
/// <param name="Start">What is timed: returns when the container runs.</param>
/// <param name="Remove">What is run afterwards, not timed.</param>
/// <param name="Look">Starts the same container, prints the names in its <c>/dev</c>, and ends.</param>
/// <param name="IsRecorded">Whether the engine calls a runtime whose <c>create</c> is timed as well.</param>
internal sealed record ContainerStart(int Gpus, string[] Start, IReadOnlyList<string[]> Remove, string[] Look, bool IsRecorded);
