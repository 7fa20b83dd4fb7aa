namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>Why clocks are not at their highest, with NVML's values.</summary>
[Flags]
public enum ThrottleReasons : ulong
{
    /// <summary>They are.</summary>
    None = 0,

    /// <summary>Nothing runs.</summary>
    Idle = 0x1,

    /// <summary>Somebody set application clocks.</summary>
    ApplicationClocks = 0x2,

    /// <summary>The power limit.</summary>
    PowerCap = 0x4,

    /// <summary>The hardware slowed down: heat, or the power supply.</summary>
    HardwareSlowdown = 0x8,

    /// <summary>Another GPU of the same boost group.</summary>
    SyncBoost = 0x10,

    /// <summary>The driver slowed down because of heat.</summary>
    ThermalSlowdown = 0x20,

    /// <summary>The hardware slowed down because of heat.</summary>
    HardwareThermalSlowdown = 0x40,

    /// <summary>The power supply pulled the brake.</summary>
    PowerBrake = 0x80,

    /// <summary>A display.</summary>
    DisplayClock = 0x100,
}
