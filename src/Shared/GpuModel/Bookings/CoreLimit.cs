namespace Coaster.GpuModel.Bookings;

/// <summary>What a compute share may do with time that nobody else uses.</summary>
public enum CoreLimit
{
    /// <summary>It may borrow idle time.</summary>
    Soft,

    /// <summary>It never gets more than its percent.</summary>
    Hard,
}
