namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>The clocks of a GPU, with NVML's values.</summary>
public enum ClockDomain
{
    /// <summary>Graphics.</summary>
    Graphics = 0,

    /// <summary>The multiprocessors.</summary>
    Sm = 1,

    /// <summary>Memory.</summary>
    Memory = 2,

    /// <summary>Video coding.</summary>
    Video = 3,
}
