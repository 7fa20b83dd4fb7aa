namespace Coaster.GpuModel.Requests;

/// <summary>Whole GPUs that nobody else may use.</summary>
/// <param name="Filter">The GPUs that may serve it.</param>
/// <param name="Count">How many, above 0.</param>
public sealed record ExclusiveRequest(GpuFilter Filter, int Count) : GpuRequest(Filter);
