namespace Coaster.GpuModel.Bookings;

/// <summary>What of a share may be promised to others as well, because the administrator lets shares add up to more than there is.</summary>
[Flags]
public enum Oversubscription
{
    /// <summary>Nothing: what was booked is there whenever it is wanted.</summary>
    None = 0,

    /// <summary>The guaranteed percents of its GPU may add up to more than 100: when all want theirs, each gets its part in proportion.</summary>
    Core = 1,

    /// <summary>Its memory is managed memory, which moves to the host while others need the room.</summary>
    Memory = 2,
}
