using Coaster.Slicing.Advertising;

namespace Coaster.Kubelet.Serving;

/// <summary>The devices of a resource at one moment.</summary>
internal sealed class FeedSnapshot(AdvertisedResource resource)
{
    private readonly Lazy<HashSet<string>> _ids = new(() => resource.Devices.Select(device => device.Id).ToHashSet(StringComparer.Ordinal));

    public AdvertisedResource Resource => resource;

    public bool IsEmpty => resource.Devices.Count == 0;

    public int Healthy { get; } = resource.Devices.Count(device => device.IsHealthy);

    public bool Has(string id) => _ids.Value.Contains(id);
}
