namespace Coaster.GpuBench.Extender.Measuring;

/// <summary>What is aimed for.</summary>
/// <param name="Percentile">Which percentile counts; 100 for the largest value.</param>
/// <param name="Limit">What it must be below, or reach.</param>
/// <param name="IsLeast">Whether it must be reached: more is better.</param>
internal sealed record Aim(int Percentile, double Limit, bool IsLeast = false);
