namespace Coaster.Ledger;

/// <summary>Who keeps a container alive, and so what its end looks like.</summary>
public enum ContainerEngine
{
    /// <summary>The command that started it: the container ends with it.</summary>
    Runc,

    /// <summary>dockerd: the container outlives the command that started it.</summary>
    Docker,
}
