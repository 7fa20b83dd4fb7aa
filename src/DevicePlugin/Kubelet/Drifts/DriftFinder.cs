using Coaster.KubeletApi;
using Coaster.Slicing;
using Coaster.Slicing.Allocation;

namespace Coaster.Kubelet.Drifts;

/// <summary>Compares what kubelet handed out with what is booked.</summary>
public static class DriftFinder
{
    /// <summary>
    /// The containers whose devices by GPU are not those that are booked. One without devices is none: it has not got them yet. Where kubelet still
    /// tells of an older pod of the same name, one that fits is enough.
    /// </summary>
    /// <param name="resource">The resource.</param>
    /// <param name="booked">The containers that have it booked.</param>
    /// <param name="pods">What kubelet handed out.</param>
    public static IReadOnlyList<Drift> Find(string resource, IReadOnlyList<BookedPodContainer> booked, IReadOnlyList<PodDevices> pods)
    {
        var handedOut = pods
            .Where(pod => pod.DeviceIds.TryGetValue(resource, out var ids) && ids.Count > 0)
            .ToLookup(pod => new PodContainerName(pod.Namespace, pod.Pod, pod.Container), pod => ByGpu(resource, pod.DeviceIds[resource]));
        var drifts =
            from container in booked
            where !container.IsFinished
            let expected = InOrder(container.Devices.Devices)
            let got = handedOut[container.Name].ToList()
            where got.Count > 0 && !got.Exists(devices => IsSame(devices, expected))
            select new Drift(container.Name, resource, expected, got[^1]);
        return [.. drifts];
    }

    /// <summary>An id that is none of the resource stands for itself.</summary>
    private static List<BookedDevices> ByGpu(string resource, IReadOnlyList<string> ids) => InOrder(ids
        .GroupBy(id => DeviceId.TryParse(resource, id, out var device) ? device.Uuid : id, StringComparer.OrdinalIgnoreCase)
        .Select(gpu => new BookedDevices(gpu.Key, gpu.Count())));

    private static List<BookedDevices> InOrder(IEnumerable<BookedDevices> devices) => [.. devices.OrderBy(each => each.Uuid, StringComparer.OrdinalIgnoreCase)];

    private static bool IsSame(List<BookedDevices> one, List<BookedDevices> other) =>
        one.Count == other.Count
        && one.Zip(other).All(pair => pair.First.Count == pair.Second.Count && pair.First.Uuid.Equals(pair.Second.Uuid, StringComparison.OrdinalIgnoreCase));
}
