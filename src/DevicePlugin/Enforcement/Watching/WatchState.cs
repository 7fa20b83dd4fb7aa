namespace Coaster.Enforcement.Watching;

/// <summary>How a container stands with its limits.</summary>
public enum WatchState
{
    /// <summary>It keeps to them.</summary>
    Ok,

    /// <summary>It is over one, and was warned about.</summary>
    Warned,

    /// <summary>It was frozen for it.</summary>
    Frozen,

    /// <summary>It was ended for it.</summary>
    Killed,
}
