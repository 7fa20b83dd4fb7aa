namespace Coaster.Placement;

/// <summary>Whether waiting helps.</summary>
public enum RefusalKind
{
    /// <summary>It would not fit on this machine even if nothing were booked.</summary>
    NeverFits,

    /// <summary>It would fit if a GPU were healthy again.</summary>
    Unhealthy,

    /// <summary>It would fit if somebody gave something back.</summary>
    FullNow,
}
