using Coaster.Injection.Driver;

namespace Coaster.Injection;

/// <summary>What a container needs of the driver besides GPUs.</summary>
/// <param name="Capabilities">The parts of the driver.</param>
public sealed record DriverNeeds(DriverCapabilities Capabilities)
{
    /// <summary>What a container gets that does not say.</summary>
    public static DriverNeeds Default { get; } = new(DriverCapabilities.Default);

    /// <summary>Whether it may cut GPUs into MIG devices (NVIDIA_MIG_CONFIG_DEVICES).</summary>
    public bool MigConfig { get; init; }

    /// <summary>Whether it may watch all MIG devices (NVIDIA_MIG_MONITOR_DEVICES).</summary>
    public bool MigMonitor { get; init; }

    /// <summary>The IMEX channels that it may open (NVIDIA_IMEX_CHANNELS).</summary>
    public IReadOnlyList<int> ImexChannels { get; init; } = [];

    /// <summary>Devices beside the GPUs that it may open.</summary>
    public DriverFeatures Features { get; init; }
}
