namespace Coaster.GpuModel.Requests;

/// <summary>What one container asks for. The shapes are closed: a share, whole GPUs or MIG devices held alone, or open use.</summary>
/// <param name="Filter">The GPUs that may serve the request.</param>
public abstract record GpuRequest(GpuFilter Filter);
