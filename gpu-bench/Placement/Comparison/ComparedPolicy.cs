namespace Coaster.GpuBench.Placement.Comparison;

/// <summary>All runs of one policy on one trace.</summary>
internal sealed record ComparedPolicy(string Trace, string Policy, IReadOnlyList<ComparedRun> Runs)
{
    /// <summary>GPUs that pods have at a percent of arrived demand, in percent of all: the mean over the seeds.</summary>
    internal double Allocated(int percent) => Runs.Average(run => run.Replayed.Allocated.At(percent));

    /// <summary>Idle GPUs of no use, in the same way.</summary>
    internal double Fragmented(int percent) => Runs.Average(run => run.Replayed.Fragmented.At(percent));

    /// <summary>The same as published, or null.</summary>
    internal double? PublishedAllocated(int percent) => Mean(run => run.Allocated, percent);

    /// <summary>The same as published, or null.</summary>
    internal double? PublishedFragmented(int percent) => Mean(run => run.Fragmented, percent);

    /// <summary>How far allocation is from what is published, at the percent and seed where it is the furthest; null where nothing is published.</summary>
    internal double? Furthest => Runs.Max(run => run.Furthest);

    /// <summary>The median over the seeds.</summary>
    internal double DecisionsPerSecond => Runs.Select(run => run.Replayed.DecisionsPerSecond).Order().ElementAt(Runs.Count / 2);

    private double? Mean(Func<ComparedRun, IReadOnlyList<double>> curve, int percent) =>
        Runs.All(run => curve(run).Count > percent) ? Runs.Average(run => curve(run)[percent]) : null;
}
