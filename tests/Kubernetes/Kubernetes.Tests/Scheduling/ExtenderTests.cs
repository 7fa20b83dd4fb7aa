using System.Diagnostics;
using Coaster.GpuModel.Requests;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;
using Xunit.Abstractions;

namespace Coaster.Kubernetes.Tests.Scheduling;

/// <summary>A stock kube-scheduler with the extender, on a node with the agent: what pods ask for is what their programs find.</summary>
public sealed class ExtenderTests(GpuNode node, ITestOutputHelper output) : GpuNodeTests(node)
{
    [ClusterFact]
    public async Task Pods_OfAllKinds_RunOnWhatWasBookedForThem()
    {
        using var scheduler = new GpuScheduler(Node);
        await CreateAsync("share", PodShape.Share(8, 0));
        await CreateAsync("core", PodShape.Share(16, 30));
        await CreateAsync("block", Limits((ResourceNames.Block, 25)));
        await CreateAsync("whole", Limits((ResourceNames.Whole, 2)));
        await CreateAsync("spread", PodShape.Share(16, 0), ("ten.ai/gpu-count", "2"));
        await CreateAsync("named", PodShape.Share(8, 0), ("ten.ai/gpu-uuid", Node.Inventory.Gpus[7].Uuid));
        await AdoptedAsync(scheduler, 6);
        await new RunningPods(Node).UntilRunningAsync();
        await new NodeTruth(Node).MustHoldAsync();
        Assert.Equal(Node.Inventory.Gpus[7].Uuid, Assert.Single(Node.Scheduler.Bound["named"].Booking.Containers[0].Grants).GpuUuid);
        Assert.Equal(2, Node.Scheduler.Bound["spread"].Booking.Containers[0].Grants.DistinctBy(grant => grant.GpuUuid).Count());
    }

    [ClusterFact]
    public async Task Pods_ThatCannotBeServed_AreToldWhy()
    {
        using var scheduler = new GpuScheduler(Node);
        var large = await CreateAsync("large", PodShape.Share(200, 0));
        var contradicting = await CreateAsync("contradicting", Limits((ResourceNames.Memory, 8), (ResourceNames.Whole, 1)));
        var other = await CreateAsync("other", PodShape.Share(8, 0), ("ten.ai/gpu-model", "A100"));
        await ToldAsync(large, "8 GPUs, the largest has");
        await ToldAsync(contradicting, "ten.ai/gpu and ten.ai/gpu-mem are asked together");
        await ToldAsync(other, "GPUs of model NVIDIA H200, needs A100");
    }

    /// <summary>The times are told, not judged: the machine has other work.</summary>
    [ClusterFact]
    public async Task Pods_FortyAtOnce_AllRunWhileTheExtenderIsKilled()
    {
        using var scheduler = new GpuScheduler(Node);
        var plain = await TimedAsync(40, number => CreateAsync($"plain{number}", Limits()), _ => Task.CompletedTask);
        await Node.Scheduler.ClearAsync();
        var shared = await TimedAsync(40, number => CreateAsync($"shared{number}", PodShape.Share(8, 0)), count => AdoptedAsync(scheduler, count));
        output.WriteLine($"40 pods run after {plain.TotalSeconds:0.0} s without a GPU, and after {shared.TotalSeconds:0.0} s with a share of one");
        await new NodeTruth(Node).MustHoldAsync();
        var killed = Enumerable.Range(0, 20).Select(number => CreateAsync($"killed{number}", PodShape.Share(8, 0))).ToList();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            scheduler.Restart();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAll(killed);
        await AdoptedAsync(scheduler, 60);
        await new RunningPods(Node).UntilRunningAsync();
        await new NodeTruth(Node).MustHoldAsync();
    }

    private async Task<TimeSpan> TimedAsync(int count, Func<int, Task> create, Func<int, Task> adopt)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, count).Select(create));
        await Waiting.ForAsync(
            async () => (await Node.Scheduler.Pods.ListAsync(Cluster.Namespace, ListOptions.All)).Items!.Count(pod => pod.Status?.Phase == "Running") >= count,
            () => Node.Kubectl("get", "pods", "-o", "wide"));
        var taken = watch.Elapsed;
        await adopt(count);
        return taken;
    }

    private static Dictionary<string, string> Limits(params (string Name, int Amount)[] limits) => limits.ToDictionary(limit => limit.Name, limit => $"{limit.Amount}");

    private Task<V1Pod> CreateAsync(string name, IReadOnlyDictionary<string, string> limits, params (string Name, string Value)[] annotations)
    {
        var pod = limits.Count > 0 ? PodShape.Of(name, limits) : PodShape.Of(name, PodShape.Container("main", limits, "sleep 1000000"));
        return Node.Scheduler.Pods.CreateAsync(
            pod with
            {
                Metadata = pod.Metadata with { Annotations = annotations.ToDictionary(annotation => annotation.Name, annotation => annotation.Value) },
                Spec = pod.Spec with { SchedulerName = GpuScheduler.Name },
            },
            Cluster.Namespace);
    }

    /// <summary>Waits until so many pods are bound, whose bookings count as the test's own from then on.</summary>
    private async Task AdoptedAsync(GpuScheduler scheduler, int count)
    {
        await Waiting.ForAsync(
            async () => (await Node.Scheduler.AdoptAsync()) >= count,
            () => $"not all pods are bound: {Node.Kubectl("get", "events", "-o", "custom-columns=P:.involvedObject.name,M:.message")}; the scheduler says: {scheduler.Log}");
    }

    private Task ToldAsync(V1Pod pod, string why)
    {
        IReadOnlyList<string> told = [];
        return Waiting.ForAsync(
            async () => (told = await new RunningPods(Node).EventsAsync(pod)).Any(text => text.Contains(why, StringComparison.Ordinal)),
            () => $"{pod.Metadata.Name} is told: {string.Join('\n', told)}");
    }
}
