using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.Slicing.Advertising;

/// <summary>What a node's GPUs are to kubelet: resources that are counted in whole devices.</summary>
public static class DeviceSlicer
{
    /// <summary>
    /// The most devices of one resource. One takes up to 67 bytes of a message to kubelet, which takes 4 MiB and no more:
    /// https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/kubelet/pkg/apis/deviceplugin/v1beta1/api.proto
    /// </summary>
    public const int MaxDevices = 50_000;

    /// <summary>
    /// Memory, core, block and whole GPUs, in this order and even when there is no device of them, then the MIG profiles that exist, by name.
    /// A GPU that never told its UUID is in none of them.
    /// </summary>
    /// <param name="node">The node's GPUs.</param>
    /// <param name="unit">What one device of memory is.</param>
    /// <param name="modeOf">What the operator wants each GPU to be offered as.</param>
    /// <exception cref="CoasterException">There would be more than <see cref="MaxDevices"/>, or a UUID is too long to name devices by.</exception>
    public static IReadOnlyList<AdvertisedResource> Slice(NodeInventory node, MemoryUnit unit, Func<Gpu, GpuMode> modeOf)
    {
        var offers = node.Gpus.Where(gpu => gpu.Uuid.Length > 0).Select(gpu => new GpuOffer(gpu, modeOf(gpu))).ToList();
        return
        [
            Resource(ResourceNames.Memory, offers, offer => offer.IsShared ? unit.In(offer.Gpu.MemoryMiB) : 0),
            Resource(ResourceNames.Core, offers, offer => offer.IsShared ? Gpu.WholeCorePercent : 0),
            Resource(ResourceNames.Block, offers, offer => offer.IsShared ? Gpu.BlocksPerGpu : 0),
            Resource(ResourceNames.Whole, offers, offer => offer.IsWhole ? 1 : 0),
            .. MigResources(offers),
        ];
    }

    private static AdvertisedResource Resource(string name, List<GpuOffer> offers, Func<GpuOffer, long> countOf)
    {
        var total = offers.Sum(countOf);
        if (total > MaxDevices)
            throw new CoasterException(
                $"cannot advertise {name}", $"kubelet takes {MaxDevices} devices, and there would be {total}", "Choose a larger unit of memory");
        var devices = new List<AdvertisedDevice>((int)total);
        foreach (var offer in offers)
        {
            var count = countOf(offer);
            for (var index = 0; index < count; index++)
                devices.Add(offer.Device(new DeviceId(name, offer.Gpu.Uuid, index)));
        }
        return new AdvertisedResource(name, devices);
    }

    private static IEnumerable<AdvertisedResource> MigResources(List<GpuOffer> offers)
    {
        var devices =
            from offer in offers
            where offer.IsMig
            from mig in offer.Gpu.Mig
            let name = ResourceNames.OfMig(mig.Profile)
            where name is not null
            select (Name: name, Device: offer.Device(new DeviceId(name, mig.Uuid, 0)));
        return devices
            .GroupBy(device => device.Name, device => device.Device, (name, all) => new AdvertisedResource(name, [.. all]))
            .OrderBy(resource => resource.Name, StringComparer.Ordinal);
    }
}
