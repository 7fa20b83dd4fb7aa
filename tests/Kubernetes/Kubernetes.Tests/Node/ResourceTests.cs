using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>A pod of each resource gets what it was booked, and nothing else.</summary>
public sealed class ResourceTests(GpuNode node) : GpuNodeTests(node)
{
    [ClusterFact]
    public async Task Pod_OfEachResource_HasItsBookingAlone()
    {
        var gpus = Node.Inventory.Gpus;
        await RunAsync("memory", ResourceNames.Memory, 8, Share(gpus[5], 8 << 10, 0));
        await RunAsync("blocks", ResourceNames.Block, 25, Share(gpus[5], 25 * gpus[5].BlockMiB, 25));
        await RunAsync("whole", ResourceNames.Whole, 2, Whole(gpus[2], gpus[6]));
        await new RunningPods(Node).UntilRunningAsync();
        await new NodeTruth(Node).MustHoldAsync();
    }

    [ClusterFact]
    public async Task Pod_WithSeveralContainers_HasEachItsOwn()
    {
        var gpus = Node.Inventory.Gpus;
        var pod = await Node.Scheduler.Pods.CreateAsync(
            PodShape.Of("several", PodShape.Container("one", PodShape.Share(4, 10)), PodShape.Container("two", PodShape.Share(4, 10))), Cluster.Namespace);
        await Node.Scheduler.BindAsync(pod, new Booking(pod.Metadata.Uid, [Share(gpus[7], 4096, 10, "one"), Share(gpus[3], 4096, 10, "two")]));
        await new RunningPods(Node).UntilRunningAsync();
        await new NodeTruth(Node).MustHoldAsync();
    }

    private async Task RunAsync(string name, string resource, int amount, ContainerBooking container)
    {
        var pod = await Node.Scheduler.Pods.CreateAsync(
            PodShape.Of(name, new Dictionary<string, string> { [resource] = $"{amount}" }), Cluster.Namespace);
        await Node.Scheduler.BindAsync(pod, new Booking(pod.Metadata.Uid, [container]));
    }

    private static ContainerBooking Share(Gpu gpu, long memoryMiB, int core, string name = "main") =>
        new(name, BookingKind.Share, EnforcementTier.Shim, CoreLimit.Soft, [new GpuGrant(gpu.Uuid, null, memoryMiB, core)]);

    private static ContainerBooking Whole(params Gpu[] gpus) => new(
        "main",
        BookingKind.Exclusive,
        EnforcementTier.Shim,
        CoreLimit.Soft,
        [.. gpus.Select(gpu => new GpuGrant(gpu.Uuid, null, gpu.MemoryMiB, Gpu.WholeCorePercent))]);
}
