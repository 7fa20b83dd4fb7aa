namespace Coaster.Health.Probing;

/// <summary>What a GPU tells by itself.</summary>
internal enum GpuEventKind
{
    /// <summary>The driver's error report.</summary>
    Xid,

    /// <summary>An ECC error that could not be corrected.</summary>
    UncorrectedError,

    /// <summary>Anything else: a reason to look.</summary>
    Other,
}
