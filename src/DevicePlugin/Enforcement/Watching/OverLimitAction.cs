namespace Coaster.Enforcement.Watching;

/// <summary>What is done about a container that is over its limit and stays there.</summary>
public enum OverLimitAction
{
    /// <summary>It is warned about, and no more.</summary>
    Warn,

    /// <summary>Its processes are stopped where they are, until somebody thaws or ends them.</summary>
    Freeze,

    /// <summary>Its processes are ended.</summary>
    Kill,
}
