namespace Coaster.Ledger;

/// <summary>What tells that a container is over.</summary>
public enum Lifetime
{
    /// <summary>The process that started it has ended.</summary>
    Starter,

    /// <summary>Its cgroup is empty: it outlives the command that asked for it.</summary>
    Cgroup,

    /// <summary>Somebody says so.</summary>
    UntilRemoved,
}
