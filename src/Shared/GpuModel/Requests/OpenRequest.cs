namespace Coaster.GpuModel.Requests;

/// <summary>Whole GPUs or MIG devices without a limit, shared with whoever else asked for them like this.</summary>
/// <param name="Filter">The devices that may serve it; those it names are all taken when no count is given.</param>
/// <param name="Count">How many, or null for every device that passes the filter.</param>
public sealed record OpenRequest(GpuFilter Filter, int? Count) : GpuRequest(Filter);
