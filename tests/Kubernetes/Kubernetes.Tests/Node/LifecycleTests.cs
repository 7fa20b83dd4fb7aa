using Coaster.GpuModel.Bookings;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>What kubelet starts one after the other, or again, has its booking each time.</summary>
public sealed class LifecycleTests(GpuNode node) : GpuNodeTests(node)
{
    /// <summary>Kubelet hands the init container's devices to the next one, which is booked on the same GPU therefore.</summary>
    [ClusterFact]
    public async Task Pod_WithInitContainer_BothHaveTheBookedGpu()
    {
        var gpu = Node.Inventory.Gpus[6];
        var pod = await Node.Scheduler.Pods.CreateAsync(PodShape.WithInit("prepared", PodShape.Share(4, 0)), Cluster.Namespace);
        await Node.Scheduler.BindAsync(pod, new Booking(pod.Metadata.Uid, [.. new[] { "init", "main" }.SelectMany(name => Containers(pod, gpu.Uuid, name))]));
        await new RunningPods(Node).UntilRunningAsync();
        await new NodeTruth(Node).MustHoldAsync();
        Assert.Equal($"/dev/nvidia{gpu.Minor}", Node.Kubectl("get", "pod", "prepared", "-o", "jsonpath={.status.initContainerStatuses[0].state.terminated.message}").Trim());
    }

    [ClusterFact]
    public async Task Container_Crashes_HasItsBookingAgain()
    {
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Node.Scheduler.RunAsync($"other{number}", 4)));
        var pod = await Node.Scheduler.RunAsync("crashing", 4);
        var pods = new RunningPods(Node);
        await pods.UntilRunningAsync();
        var before = await pods.ContainersAsync();
        await pods.CrashAsync(pod);
        await new NodeTruth(Node).MustHoldAsync();
        var after = await pods.ContainersAsync();
        Assert.All(others, other => Assert.Equal(before[other.Metadata.Name], after[other.Metadata.Name]));
    }

    private static IEnumerable<ContainerBooking> Containers(KubeApi.Models.V1Pod pod, string gpu, string name) =>
        TestScheduler.Share(pod, gpu, 4096, 0).Containers.Select(container => container with { Container = name });
}
