using Coaster.GpuModel.Bookings;
using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>A booking that does not count gives nothing, is named in an event, and disturbs nobody.</summary>
public sealed class BadBookingTests(GpuNode node) : GpuNodeTests(node)
{
    private const string Nowhere = "GPU-00000000-0000-4000-8000-000000000000";

    [ClusterFact]
    public async Task Pod_WhoseBookingDoesNotCount_WaitsAndIsToldWhy()
    {
        var standing = await Node.Scheduler.RunAsync("standing", 4);
        await new RunningPods(Node).UntilRunningAsync();
        using var stranger = GpuNode.NewSigner();
        var gpu = Node.Inventory.Gpus[0].Uuid;
        await RefusedAsync("malformed", "Malformed", _ => "{\"v\":1,");
        await RefusedAsync("unsigned", "Unsigned", pod => BookingCodec.Encode(TestScheduler.Share(pod, gpu, 4096, 0)));
        await RefusedAsync("large", "TooLarge", _ => new string('x', 200 << 10));
        await RefusedAsync("strange", "UnknownKey", pod => stranger.Sign(TestScheduler.Share(pod, gpu, 4096, 0), Cluster.Node, 1));
        await RefusedAsync("elsewhere", "OtherNode", pod => Node.Scheduler.Sign(TestScheduler.Share(pod, gpu, 4096, 0), "node2"));
        await RefusedAsync("nowhere", "UnknownGpu", pod => Node.Scheduler.Sign(TestScheduler.Share(pod, Nowhere, 4096, 0)));
        await RefusedAsync("over", "Overlaps", pod => Node.Scheduler.Sign(TestScheduler.Share(pod, OwnGpu(standing), 140 << 10, 0)));
        await RefusedAsync("unbooked", "NotBooked", _ => null);
        await new NodeTruth(Node).MustHoldAsync();
    }

    private string OwnGpu(V1Pod pod) => Node.Scheduler.Bound[pod.Metadata.Name].Booking.Containers[0].Grants[0].GpuUuid;

    private async Task RefusedAsync(string name, string reason, Func<V1Pod, string?> annotation)
    {
        var pod = await Node.Scheduler.Pods.CreateAsync(PodShape.Of(name, PodShape.Share(4, 0)), Cluster.Namespace);
        await Node.Scheduler.BindAsync(pod, annotation(pod));
        var pods = new RunningPods(Node);
        await Waiting.ForAsync(async () => (await pods.EventsAsync(pod)).Any(told => told.Contains(reason, StringComparison.Ordinal)),
            () => $"{name}: no event has {reason}; the agent says: {Node.Agent.Log}");
        await Waiting.ForAsync(() => HasFailedAsync(pod), () => $"{name}: its container was not refused; the agent says: {Node.Agent.Log}");
        await Node.Scheduler.DeleteAsync(pod, grace: 0);
    }

    /// <summary>
    /// Whether kubelet tells that the container could not be made. A pod that is deleted before may meet kubelet in the middle of it, which can end kubelet
    /// (KubeletService).
    /// </summary>
    private async Task<bool> HasFailedAsync(V1Pod pod)
    {
        var statuses = (await Node.Scheduler.Pods.ReadAsync(Cluster.Namespace, pod.Metadata.Name)).Status?.ContainerStatuses ?? [];
        Assert.DoesNotContain(statuses, status => status.State?.Running is not null);
        return statuses.Any(status => status.State?.Waiting?.Reason is "RunContainerError" or "CreateContainerError" or "CrashLoopBackOff");
    }
}
