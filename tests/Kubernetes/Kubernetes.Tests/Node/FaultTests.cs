using Coaster.GpuModel.Requests;
using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>A GPU that falls ill is offered to nobody, its pods are told, and it comes back by itself.</summary>
[Collection(GpuNodeGroup.Name)]
public sealed class FaultTests(GpuNode node)
{
    private const int Ill = 1;

    private long All => node.Inventory.Gpus.Sum(Units);

    [ClusterTheory]
    [InlineData("lost=1", "lost=0")]
    [InlineData("ecc=1", "ecc=0")]
    [InlineData("remap=failed", "remap=none")]
    public async Task Gpu_FallsIll_IsNotOfferedUntilItIsWell(string fault, string mend)
    {
        var pod = await HolderAsync($"holder-{fault.Replace('=', '-')}");
        node.Set(Ill, fault);
        await node.AllocatableAsync(ResourceNames.Memory, All - Units(node.Inventory.Gpus[Ill]));
        await ToldAsync(pod, "GpuUnhealthy");
        node.Set(Ill, mend);
        await node.AllocatableAsync(ResourceNames.Memory, All);
        await ToldAsync(pod, "GpuRecovered");
        await node.Scheduler.ClearAsync();
    }

    [ClusterTheory]
    [InlineData(79, "GpuUnhealthy")]
    [InlineData(48, "GpuUnhealthy")]
    [InlineData(13, "GpuProgramFault")]
    [InlineData(31, "GpuProgramFault")]
    public async Task Xid_OfEachClass_IsToldToWhoHoldsTheGpu(int xid, string reason)
    {
        var pod = await HolderAsync($"xid-{xid}");
        node.Set(Ill, $"xid={xid}");
        await ToldAsync(pod, reason);
        await node.AllocatableAsync(ResourceNames.Memory, All);
        await node.Scheduler.ClearAsync();
    }

    [ClusterFact]
    public async Task Driver_Hangs_NothingIsOfferedUntilItAnswers()
    {
        var pod = await HolderAsync("hanging");
        node.Set(0, "hang=30");
        await node.AllocatableAsync(ResourceNames.Memory, 0);
        await node.AllocatableAsync(ResourceNames.Memory, All);
        await ToldAsync(pod, "GpuRecovered");
        await new RunningPods(node).UntilRunningAsync();
        await node.Scheduler.ClearAsync();
    }

    [ClusterFact]
    public async Task Gpu_CordonedByAnnotation_IsNotOffered()
    {
        node.Kubectl("annotate", "node", Cluster.Node, "ten.ai/cordon-gpu=3");
        await node.AllocatableAsync(ResourceNames.Memory, All - Units(node.Inventory.Gpus[3]));
        node.Kubectl("annotate", "node", Cluster.Node, "ten.ai/cordon-gpu-");
        await node.AllocatableAsync(ResourceNames.Memory, All);
    }

    private async Task<V1Pod> HolderAsync(string name)
    {
        var pod = await node.Scheduler.Pods.CreateAsync(PodShape.Of(name, PodShape.Share(4, 0)), Cluster.Namespace);
        await node.Scheduler.BindAsync(pod, TestScheduler.Share(pod, node.Inventory.Gpus[Ill].Uuid, 4096, 0));
        await new RunningPods(node).UntilRunningAsync();
        return pod;
    }

    private async Task ToldAsync(V1Pod pod, string reason)
    {
        var pods = new RunningPods(node);
        await Waiting.ForAsync(
            async () => (await pods.EventsAsync(pod)).Any(told => told.StartsWith(reason, StringComparison.Ordinal)),
            () => $"{pod.Metadata.Name}: no event {reason}; the agent says: {node.Agent.Log}");
    }

    private static long Units(GpuModel.Inventory.Gpu gpu) => gpu.MemoryMiB / 1024;
}
