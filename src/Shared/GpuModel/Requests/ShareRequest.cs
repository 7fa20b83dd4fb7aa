using Coaster.GpuModel.Bookings;

namespace Coaster.GpuModel.Requests;

/// <summary>A part of one GPU.</summary>
/// <param name="Filter">The GPUs that may serve it.</param>
/// <param name="Size">How much.</param>
/// <param name="CoreLimit">Whether idle compute may be borrowed.</param>
public sealed record ShareRequest(GpuFilter Filter, ShareSize Size, CoreLimit CoreLimit) : GpuRequest(Filter);
