using Coaster.GpuModel.Requests;
using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>A GPU that falls ill is offered to nobody, its pods are told, and it comes back by itself.</summary>
public sealed class FaultTests(GpuNode node) : GpuNodeTests(node)
{
    private const int Ill = 1;

    private long All => Node.Inventory.Gpus.Sum(Units);

    [ClusterTheory]
    [InlineData("lost=1", "lost=0")]
    [InlineData("ecc=1", "ecc=0")]
    [InlineData("remap=failed", "remap=none")]
    public async Task Gpu_FallsIll_IsNotOfferedUntilItIsWell(string fault, string mend)
    {
        var pod = await HolderAsync($"holder-{fault.Replace('=', '-')}");
        Node.Set(Ill, fault);
        await Node.AllocatableAsync(ResourceNames.Memory, All - Units(Node.Inventory.Gpus[Ill]));
        await ToldAsync(pod, "GpuUnhealthy");
        Node.Set(Ill, mend);
        await Node.AllocatableAsync(ResourceNames.Memory, All);
        await ToldAsync(pod, "GpuRecovered");
    }

    [ClusterTheory]
    [InlineData(79, "GpuUnhealthy")]
    [InlineData(48, "GpuUnhealthy")]
    [InlineData(13, "GpuProgramFault")]
    [InlineData(31, "GpuProgramFault")]
    public async Task Xid_OfEachClass_IsToldToWhoHoldsTheGpu(int xid, string reason)
    {
        var pod = await HolderAsync($"xid-{xid}");
        Node.Set(Ill, $"xid={xid}");
        await ToldAsync(pod, reason);
        await Node.AllocatableAsync(ResourceNames.Memory, All);
    }

    [ClusterFact]
    public async Task Driver_Hangs_NothingIsOfferedUntilItAnswers()
    {
        var pod = await HolderAsync("hanging");
        Node.Set(0, "hang=30");
        await Node.AllocatableAsync(ResourceNames.Memory, 0);
        await Node.AllocatableAsync(ResourceNames.Memory, All);
        await ToldAsync(pod, "GpuRecovered");
        await new RunningPods(Node).UntilRunningAsync();
    }

    [ClusterFact]
    public async Task Gpu_CordonedByAnnotation_IsNotOffered()
    {
        Node.Kubectl("annotate", "node", Cluster.Node, "ten.ai/cordon-gpu=3");
        await Node.AllocatableAsync(ResourceNames.Memory, All - Units(Node.Inventory.Gpus[3]));
        Node.Kubectl("annotate", "node", Cluster.Node, "ten.ai/cordon-gpu-");
        await Node.AllocatableAsync(ResourceNames.Memory, All);
    }

    private async Task<V1Pod> HolderAsync(string name)
    {
        var pod = await Node.Scheduler.Pods.CreateAsync(PodShape.Of(name, PodShape.Share(4, 0)), Cluster.Namespace);
        await Node.Scheduler.BindAsync(pod, TestScheduler.Share(pod, Node.Inventory.Gpus[Ill].Uuid, 4096, 0));
        await new RunningPods(Node).UntilRunningAsync();
        return pod;
    }

    private async Task ToldAsync(V1Pod pod, string reason)
    {
        var pods = new RunningPods(Node);
        await Waiting.ForAsync(
            async () => (await pods.EventsAsync(pod)).Any(told => told.StartsWith(reason, StringComparison.Ordinal)),
            () => $"{pod.Metadata.Name}: no event {reason}; the agent says: {Node.Agent.Log}");
    }

    private static long Units(GpuModel.Inventory.Gpu gpu) => gpu.MemoryMiB / 1024;
}
