namespace Coaster.Enforcement.Events;

/// <summary>What happened to a container's quota.</summary>
public enum EventKind
{
    /// <summary>It is over a limit.</summary>
    OverLimitWarning,

    /// <summary>It stayed over it, and was ended.</summary>
    OverLimitKilled,

    /// <summary>It stayed over it, and was frozen.</summary>
    OverLimitFrozen,

    /// <summary>It was to be ended or frozen, and could not be.</summary>
    OverLimitFailed,

    /// <summary>It keeps to its limits again.</summary>
    Recovered,

    /// <summary>It made its own counters useless.</summary>
    Spoiled,

    /// <summary>Its region is of another version, or damaged.</summary>
    Unusable,

    /// <summary>A program of it got functions of the driver that no limit is held by, see cuGetExportTable.</summary>
    PrivateTables,

    /// <summary>Its GPU's MPS daemon had to be started anew; the contexts of before are lost.</summary>
    MpsRestarted,
}
