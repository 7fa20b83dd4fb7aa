using Coaster.GpuBench.Extender.Calls;

namespace Coaster.GpuBench.Extender.Measuring;

/// <summary>All that was measured.</summary>
/// <param name="Rows">The figures.</param>
/// <param name="Running">How many pods ran in the cluster.</param>
/// <param name="Cycles">What became of the pods that were placed.</param>
internal sealed record Results(IReadOnlyList<Row> Rows, int Running, CycleTimes Cycles);
