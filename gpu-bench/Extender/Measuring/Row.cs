using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Extender.Measuring;

/// <summary>One thing that was measured, of the scheduler and of something to compare it with.</summary>
/// <param name="Name">What.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Baseline">What it is compared with, measured in the same run.</param>
/// <param name="Ours">The scheduler's values.</param>
/// <param name="Other">The baseline's values.</param>
internal sealed record Row(string Name, string Unit, string Baseline, Samples Ours, Samples Other)
{
    /// <summary>What is aimed for, and at which percentile; null where there is no aim.</summary>
    internal Aim? Aim { get; init; }

    /// <summary>How many times the baseline it is, by the medians.</summary>
    internal double Ratio => Ours.Median / Other.Median;

    /// <summary>Whether the aim is reached; null where there is none.</summary>
    internal bool? IsReached => Aim switch
    {
        null => null,
        { IsLeast: true } least => Ours.Percentile(least.Percentile) >= least.Limit,
        { } most => Ours.Percentile(most.Percentile) < most.Limit,
    };
}
