using Coaster.GpuModel.Requests;
using Coaster.KubeletApi;
using Coaster.Slicing;
using Coaster.Slicing.Advertising;
using Coaster.Slicing.Allocation;

namespace Coaster.Kubelet.Tests;

/// <summary>Devices, bookings and lists in the fewest words: GPUs are letters.</summary>
internal static class Words
{
    public const string Memory = ResourceNames.Memory;

    public static string Uuid(char gpu) => $"GPU-{gpu}0000000-1111-2222-3333-444455556666";

    public static string Id(char gpu, int index) => new DeviceId(Memory, Uuid(gpu), index).ToString();

    /// <summary>Which GPUs the ids are of and how many of each, such as <c>A:8 B:2</c>.</summary>
    public static string Gpus(IEnumerable<string> ids) => string.Join(' ', ids.GroupBy(id => id[4]).OrderBy(gpu => gpu.Key).Select(gpu => $"{gpu.Key}:{gpu.Count()}"));

    /// <summary>That many devices of memory on each of the GPUs.</summary>
    public static AdvertisedResource Resource(string gpus, int each, string name = Memory, bool isHealthy = true, int? numa = null) =>
        new(name, [.. gpus.SelectMany(gpu => Enumerable.Range(0, each).Select(index => new AdvertisedDevice(Id(gpu, index), isHealthy, numa)))]);

    /// <summary>A container <c>ns/pod/main</c> with devices such as <c>A:8</c>.</summary>
    public static BookedPodContainer Booked(string pod, string devices, bool isFinished = false, string container = "main", int created = 0) => new(
        new PodContainerName("ns", pod, container),
        new OutstandingBooking([.. devices.Split(' ').Select(words => new BookedDevices(Uuid(words[0]), int.Parse(words[2..])))]),
        isFinished,
        DateTimeOffset.UnixEpoch.AddSeconds(created));

    public static PodDevices Listed(string pod, IEnumerable<string>? ids = null, string container = "main", string resource = Memory) => new(
        "ns", pod, container,
        ids is null ? new Dictionary<string, IReadOnlyList<string>>() : new Dictionary<string, IReadOnlyList<string>> { [resource] = [.. ids] });
}
