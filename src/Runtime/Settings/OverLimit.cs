namespace Coaster.Settings;

/// <summary>What happens to a container that holds more than its limit by what the driver says.</summary>
public enum OverLimit
{
    /// <summary>Its processes are killed.</summary>
    Kill,

    /// <summary>Its cgroup is frozen.</summary>
    Freeze,

    /// <summary>It is told, and nothing is done.</summary>
    Warn,
}
