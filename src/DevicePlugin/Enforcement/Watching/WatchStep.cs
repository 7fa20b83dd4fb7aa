namespace Coaster.Enforcement.Watching;

/// <summary>What a look leads to.</summary>
public enum WatchStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A warning.</summary>
    Warn,

    /// <summary>What the policy says: to freeze or to kill.</summary>
    Act,

    /// <summary>The word that it keeps to its limits again.</summary>
    Recover,
}
