namespace Coaster.GpuBench.Placement.Replay;

/// <summary>What came of a replay.</summary>
/// <param name="Allocated">GPUs that pods have, in percent of all, by arrived demand.</param>
/// <param name="Fragmented">Idle GPUs that are of no use, in percent of all, by arrived demand.</param>
/// <param name="DecisionsPerSecond">How many pods were placed or refused in a second.</param>
internal sealed record Replayed(Curve Allocated, Curve Fragmented, double DecisionsPerSecond);
