using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>A GPU that the agent cuts, and a pod that has one part of it.</summary>
public sealed class MigTests(GpuNode node) : GpuNodeTests(node)
{
    private const int Cut = 6;
    private const string Profile = "1g.18gb";
    private const string Layout = $$"""{"gpus":[{"gpu":"6","mode":"mig","layout":["{{Profile}}","3g.71gb"]}]}""";

    [ClusterFact]
    public async Task GpuConfig_WithALayout_PodsHaveTheParts()
    {
        var (gpu, all) = (Node.Inventory.Gpus[Cut], Node.Inventory.Gpus.Sum(Units));
        await Node.ConfigureAsync(Layout, all - Units(gpu));
        await Node.AllocatableAsync($"ten.ai/mig-{Profile}", 1);
        var device = (await CutAsync()).Mig.Single(device => device.Profile == Profile);
        var pod = await Node.Scheduler.Pods.CreateAsync(
            PodShape.Of("part", new Dictionary<string, string> { [$"ten.ai/mig-{Profile}"] = "1" }), Cluster.Namespace);
        await Node.Scheduler.BindAsync(pod, new Booking(pod.Metadata.Uid, [Part(gpu, device)]));
        await new RunningPods(Node).UntilRunningAsync();
        await new NodeTruth(Node).MustHoldAsync();
        await Node.Scheduler.ClearAsync();
        await Node.ConfigureAsync("""{"gpus":[]}""", all);
    }

    private async Task<Gpu> CutAsync()
    {
        var told = await Node.Client.Nodes().ReadAsync(null, Cluster.Node);
        return InventoryCodec.Decode(told.Metadata.Annotations!["ten.ai/inventory"]).Gpus[Cut];
    }

    private static ContainerBooking Part(Gpu gpu, MigDevice device) => new(
        "main", BookingKind.Exclusive, EnforcementTier.Mig, CoreLimit.Soft, [new GpuGrant(gpu.Uuid, device.Uuid, device.MemoryMiB, Gpu.WholeCorePercent)]);

    private static long Units(Gpu gpu) => gpu.MemoryMiB / 1024;
}
