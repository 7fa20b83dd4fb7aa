using Coaster.GpuModel.Requests;
using Coaster.KubeletApi.PodResources;
using Google.Protobuf;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>
/// Kubelet's list while it admits one pod after the other: all have their devices but one, which is new in the list. Pods take turns, so that it can be
/// asked for ever: the one whose turn is next is not there.
/// </summary>
internal sealed class TurningPods
{
    private readonly IReadOnlyList<PodResources> _done = [.. BookedPods.Names.Select((name, number) => Of(name, DevicesOf(number)))];
    private readonly IReadOnlyList<PodResources> _waiting = [.. BookedPods.Names.Select(name => Of(name))];
    private readonly byte[][] _lists;
    private int _turn;

    internal TurningPods() => _lists = [.. Enumerable.Range(0, BookedPods.Count).Select(turn => ListIn(turn).ToByteArray())];

    /// <summary>The next list, as it goes over the wire.</summary>
    internal byte[] Next() => _lists[(uint)Interlocked.Increment(ref _turn) % BookedPods.Count];

    private ListPodResourcesResponse ListIn(int turn)
    {
        var next = (turn + 1) % BookedPods.Count;
        var others = Enumerable.Range(0, BookedPods.Count).Where(number => number != turn && number != next).Select(number => _done[number]);
        return new ListPodResourcesResponse { PodResources = { others, _waiting[turn] } };
    }

    private static ContainerDevices DevicesOf(int pod) => new()
    {
        ResourceName = ResourceNames.Memory,
        DeviceIds = { Enumerable.Range(0, BookedPods.Devices).Select(index => $"GPU-{pod:x8}-1111-2222-3333-444455556666::{index}") },
    };

    private static PodResources Of(string name, params ContainerDevices[] devices) => new()
    {
        Namespace = BookedPods.Namespace,
        Name = name,
        Containers = { new ContainerResources { Name = BookedPods.Container, Devices = { devices } } },
    };
}
