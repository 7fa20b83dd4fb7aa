using Coaster.Placement.Cluster.Demand;

namespace Coaster.GpuBench.Placement.Trace;

/// <summary>A pod of a trace.</summary>
/// <param name="Shape">What it needs.</param>
/// <param name="Models">The models that it names, as the trace writes them: the same ones written otherwise count as another class.</param>
internal readonly record struct TracePod(PodShape Shape, string Models);
