namespace Coaster.GpuModel.Bookings;

/// <summary>What makes a booking's limits hold, weakest first, so that tiers compare with <c>&lt;</c>.</summary>
public enum EnforcementTier
{
    /// <summary>Nothing: the share is accounted for, and the container is trusted to keep to it.</summary>
    Booked,

    /// <summary>A watcher on NVML warns and then kills.</summary>
    Watcher,

    /// <summary>The preload library inside the container.</summary>
    Shim,

    /// <summary>The limits of the Multi-Process Service.</summary>
    Mps,

    /// <summary>The driver's own memory limits (<c>nvmlDeviceSetMemoryLimits_v1</c>).</summary>
    Driver,

    /// <summary>The hardware partition.</summary>
    Mig,
}
