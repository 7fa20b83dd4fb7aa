using Coaster.GpuModel.Bookings;
using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>A booking that does not count gives nothing, is named in an event, and disturbs nobody.</summary>
[Collection(GpuNodeGroup.Name)]
public sealed class BadBookingTests(GpuNode node)
{
    private const string Nowhere = "GPU-00000000-0000-4000-8000-000000000000";

    [ClusterFact]
    public async Task Pod_WhoseBookingDoesNotCount_WaitsAndIsToldWhy()
    {
        var standing = await node.Scheduler.RunAsync("standing", 4);
        await new RunningPods(node).UntilRunningAsync();
        using var stranger = GpuNode.NewSigner();
        var gpu = node.Inventory.Gpus[0].Uuid;
        await RefusedAsync("malformed", "Malformed", _ => "{\"v\":1,");
        await RefusedAsync("unsigned", "Unsigned", pod => BookingCodec.Encode(TestScheduler.Share(pod, gpu, 4096, 0)));
        await RefusedAsync("large", "TooLarge", _ => new string('x', 200 << 10));
        await RefusedAsync("strange", "UnknownKey", pod => stranger.Sign(TestScheduler.Share(pod, gpu, 4096, 0), Cluster.Node, 1));
        await RefusedAsync("elsewhere", "OtherNode", pod => node.Scheduler.Sign(TestScheduler.Share(pod, gpu, 4096, 0), "node2"));
        await RefusedAsync("nowhere", "UnknownGpu", pod => node.Scheduler.Sign(TestScheduler.Share(pod, Nowhere, 4096, 0)));
        await RefusedAsync("over", "Overlaps", pod => node.Scheduler.Sign(TestScheduler.Share(pod, OwnGpu(standing), 140 << 10, 0)));
        await RefusedAsync("unbooked", "NotBooked", _ => null);
        await new NodeTruth(node).MustHoldAsync();
        await node.Scheduler.ClearAsync();
    }

    private string OwnGpu(V1Pod pod) => node.Scheduler.Bound[pod.Metadata.Name].Booking.Containers[0].Grants[0].GpuUuid;

    private async Task RefusedAsync(string name, string reason, Func<V1Pod, string?> annotation)
    {
        var pod = await node.Scheduler.Pods.CreateAsync(PodShape.Of(name, PodShape.Share(4, 0)), Cluster.Namespace);
        await node.Scheduler.BindAsync(pod, annotation(pod));
        var pods = new RunningPods(node);
        await Waiting.ForAsync(async () => (await pods.EventsAsync(pod)).Any(told => told.Contains(reason, StringComparison.Ordinal)),
            () => $"{name}: no event has {reason}; the agent says: {node.Agent.Log}");
        var now = await node.Scheduler.Pods.ReadAsync(Cluster.Namespace, name);
        Assert.DoesNotContain(now.Status?.ContainerStatuses ?? [], status => status.State?.Running is not null);
        await node.Scheduler.DeleteAsync(pod, grace: 0);
    }
}
