namespace Coaster.Slicing.Advertising;

/// <summary>One device as kubelet is told of it.</summary>
/// <param name="Id">Its name, at most <see cref="DeviceId.MaxLength"/> characters.</param>
/// <param name="IsHealthy">Whether kubelet may hand it out.</param>
/// <param name="NumaNode">The NUMA node of its GPU, or null when that is not known: kubelet is then told no topology, never node -1.</param>
public readonly record struct AdvertisedDevice(string Id, bool IsHealthy, int? NumaNode);
