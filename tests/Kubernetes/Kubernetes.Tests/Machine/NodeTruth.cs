using Coaster.GpuModel.Bookings;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.KubeletApi;
using Coaster.NvmlInterop.Library;
using Coaster.NvmlInterop.Inventory;
using Coaster.Slicing;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>What the node's containers really have: by kubelet's books, by the devices inside, and by the driver's list of processes.</summary>
internal sealed class NodeTruth(GpuNode node)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Whether kubelet's books were taken from it: it hands ids out anew then, and knows nothing of the containers that run already. What they have must
    /// be right all the same.
    /// </summary>
    public bool KubeletForgot { get; init; }

    /// <summary>Waits until every container has what was booked for it: its programs need a moment to take it.</summary>
    public async Task MustHoldAsync()
    {
        IReadOnlyList<string> mismatches = [];
        await Waiting.ForAsync(
            async () => (mismatches = await MismatchesAsync()).Count == 0, () => $"{string.Join('\n', mismatches)}; the agent says: {node.Agent.Log}", Limit);
    }

    /// <summary>One line for each container that has something else than was booked for it.</summary>
    private async Task<IReadOnlyList<string>> MismatchesAsync()
    {
        var handedOut = await new PodResourcesClient(node.PodResourcesSocket).ListAsync(CancellationToken.None);
        var processes = Processes();
        var pods = (await node.Scheduler.Pods.ListAsync(Cluster.Namespace, ListOptions.All)).Items!.ToDictionary(pod => pod.Metadata.Name);
        return [.. node.Scheduler.Bound.Values
            .SelectMany(bound => bound.Booking.Containers, (bound, container) => (Pod: pods[bound.Pod.Metadata.Name], Container: container))
            .Where(held => IsRunning(held.Pod, held.Container.Container))
            .Select(held => Mismatch(held.Pod, held.Container, handedOut, processes))
            .OfType<string>()];
    }

    private string? Mismatch(V1Pod pod, ContainerBooking booked, IReadOnlyList<PodDevices> handedOut, ILookup<string, GpuProcess> processes)
    {
        var own = processes[IdOf(pod, booked.Container)].Where(process => process.UsedMiB > 0).ToList();
        var expected = Text(booked.Grants.Select(grant => grant.GpuUuid));
        var expectedIds = Text(booked.Grants.Select(grant => grant.MigUuid ?? grant.GpuUuid));
        var byKubelet = Text(handedOut
            .Where(devices => devices.Pod == pod.Metadata.Name && devices.Container == booked.Container)
            .SelectMany(devices => devices.DeviceIds)
            .SelectMany(resource => resource.Value.Select(id => DeviceId.TryParse(resource.Key, id, out var device) ? device.Uuid : id)));
        var byDriver = Text(own.Select(process => process.GpuUuid));
        var byNodes = Text(own.SelectMany(process => NodesOf(process.Pid)));
        return (KubeletForgot || byKubelet == expectedIds) && (byDriver, byNodes) == (expected, expected)
            ? null
            : $"{pod.Metadata.Name}/{booked.Container}: booked {expectedIds} of {expected}, handed out {byKubelet}, used {byDriver}, inside {byNodes}";
    }

    /// <summary>Init containers have ended when the others run.</summary>
    private static bool IsRunning(V1Pod pod, string container) => pod.Spec!.Containers!.Any(running => running.Name == container);

    private ILookup<string, GpuProcess> Processes()
    {
        using var session = ((NvmlOpening.Opened)NvmlLibrary.TryOpen(node.DriverRoot)).Session;
        return ProcessReader.Read(session).ToLookup(process => ContainerOf(process.Pid));
    }

    private static string IdOf(V1Pod pod, string container) =>
        (pod.Status?.ContainerStatuses ?? []).FirstOrDefault(status => status.Name == container)?.ContainerID.Replace("containerd://", "", StringComparison.Ordinal) ?? "";

    /// <summary>The engine names the cgroup of a container by its id.</summary>
    private static string ContainerOf(int pid) =>
        File.Exists($"/proc/{pid}/cgroup") ? Path.GetFileName(File.ReadLines($"/proc/{pid}/cgroup").First()) : "";

    private IEnumerable<string> NodesOf(int pid) => Directory.Exists($"/proc/{pid}/root/dev")
        ? node.Inventory.Gpus.Where(gpu => File.Exists($"/proc/{pid}/root/dev/nvidia{gpu.Minor}")).Select(gpu => gpu.Uuid)
        : [];

    private static string Text(IEnumerable<string> uuids) => string.Join(' ', uuids.Distinct().Order(StringComparer.Ordinal));
}
