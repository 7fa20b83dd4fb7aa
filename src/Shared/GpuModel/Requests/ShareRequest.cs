using Coaster.GpuModel.Bookings;

namespace Coaster.GpuModel.Requests;

/// <summary>A part of one GPU, or an equal part of each of several.</summary>
/// <param name="Filter">The GPUs that may serve it.</param>
/// <param name="Size">How much of each GPU.</param>
/// <param name="CoreLimit">Whether idle compute may be borrowed.</param>
public sealed record ShareRequest(GpuFilter Filter, ShareSize Size, CoreLimit CoreLimit) : GpuRequest(Filter)
{
    /// <summary>Of how many different GPUs, 1 where nobody says more.</summary>
    public int Gpus { get; init; } = 1;

    /// <summary>Who gets idle compute first among those who want more; higher is earlier, 0 to <see cref="SharePriority.Highest"/>.</summary>
    public int Priority { get; init; }

    /// <summary>The weakest tier that is accepted, or null when the machine's settings are enough.</summary>
    public EnforcementTier? Weakest { get; init; }
}
