using Coaster.KubeletApi.DevicePlugins;
using Coaster.Slicing.Advertising;

namespace Coaster.Kubelet.Serving;

/// <summary>Devices in the words of kubelet.</summary>
internal static class DeviceMessages
{
    private const string Healthy = "Healthy";
    private const string Unhealthy = "Unhealthy";

    public static ListAndWatchResponse Of(AdvertisedResource resource)
    {
        var topologies = new Dictionary<int, TopologyInfo>();
        var message = new ListAndWatchResponse();
        message.Devices.Capacity = resource.Devices.Count;
        foreach (var device in resource.Devices)
            message.Devices.Add(new Device
            {
                Id = device.Id,
                Health = device.IsHealthy ? Healthy : Unhealthy,
                Topology = device.NumaNode is { } node ? On(node, topologies) : null,
            });
        return message;
    }

    private static TopologyInfo On(int node, Dictionary<int, TopologyInfo> topologies)
    {
        if (!topologies.TryGetValue(node, out var topology))
            topologies[node] = topology = new TopologyInfo { Nodes = { new NUMANode { Id = node } } };
        return topology;
    }
}
