namespace Coaster.Placement.Cluster.Room;

/// <summary>What a GPU may be given out as.</summary>
[Flags]
public enum GpuUses
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>In parts.</summary>
    Shares = 1,

    /// <summary>As a whole.</summary>
    Whole = 2,

    /// <summary>Either, whichever is asked for first.</summary>
    Any = Shares | Whole,
}
