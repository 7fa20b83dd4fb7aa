namespace Coaster.NvmlInterop.Library.Events;

/// <summary>The kinds of events that NVML knows, with its values.</summary>
[Flags]
public enum NvmlEventKinds : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>An ECC error that was corrected.</summary>
    SingleBitEccError = 0x1,

    /// <summary>An ECC error that could not be corrected.</summary>
    DoubleBitEccError = 0x2,

    /// <summary>Another performance state.</summary>
    PerformanceState = 0x4,

    /// <summary>An XID: the driver's own error report.</summary>
    XidCriticalError = 0x8,

    /// <summary>Another clock.</summary>
    Clock = 0x10,

    /// <summary>From mains to battery or back.</summary>
    PowerSource = 0x80,

    /// <summary>MIG instances were made or destroyed.</summary>
    MigConfiguration = 0x100,

    /// <summary>Single-bit errors in one place, so many that they are a storm.</summary>
    SingleBitEccStorm = 0x200,

    /// <summary>A memory row was retired.</summary>
    DramRetirement = 0x400,

    /// <summary>A memory row should have been retired and could not.</summary>
    DramRetirementFailure = 0x800,

    /// <summary>Poisoned data, contained.</summary>
    NonFatalPoison = 0x1000,

    /// <summary>Poisoned data, not contained.</summary>
    FatalPoison = 0x2000,

    /// <summary>The GPU became unavailable.</summary>
    GpuUnavailable = 0x4000,

    /// <summary>The GPU asks for another recovery action than before.</summary>
    GpuRecoveryAction = 0x8000,
}
