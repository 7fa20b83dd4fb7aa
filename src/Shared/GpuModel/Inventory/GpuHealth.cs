namespace Coaster.GpuModel.Inventory;

/// <summary>Whether a GPU may be booked.</summary>
public enum GpuHealth
{
    /// <summary>Nothing speaks against booking it.</summary>
    Healthy,

    /// <summary>It answers, but has an error that makes new work on it unwise (an uncorrectable ECC error, a failed row remap).</summary>
    Degraded,

    /// <summary>It no longer answers: fallen off the bus, or in need of a reset.</summary>
    Lost,

    /// <summary>Nothing is known of it now: the driver hangs, or is not there. What it was before may be true again in a moment.</summary>
    Stalled,
}
