namespace Coaster.GpuBench.NodeAgent.Measuring;

/// <summary>What is aimed for.</summary>
/// <param name="Percentile">Which percentile counts; 100 for the largest value.</param>
/// <param name="Below">What it must be below.</param>
internal sealed record Aim(int Percentile, double Below);
