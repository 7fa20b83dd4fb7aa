namespace Coaster.Settings;

/// <summary>What the administrator lets containers ask for, the settings' <c>requests</c>.</summary>
/// <param name="Environment">Which requests in a container's env count.</param>
/// <param name="VolumeMounts">Whether devices may be asked for by mounts below <c>/var/run/nvidia-container-devices</c>.</param>
/// <param name="Requirements">Whether a container's NVIDIA_REQUIRE_* are held against the driver.</param>
/// <param name="SwarmResources">Variables that name devices and stand before NVIDIA_VISIBLE_DEVICES, such as DOCKER_RESOURCE_GPU.</param>
/// <param name="DriverCapabilities">The most that NVIDIA_DRIVER_CAPABILITIES may ask for, in its words.</param>
public sealed record RequestPolicy(
    EnvironmentRequests Environment,
    bool VolumeMounts,
    bool Requirements,
    IReadOnlyList<string> SwarmResources,
    IReadOnlyList<string> DriverCapabilities)
{
    /// <summary>What holds where nothing is configured.</summary>
    public static RequestPolicy Default { get; } = new(EnvironmentRequests.Shares, false, true, [], ["all"]);
}
