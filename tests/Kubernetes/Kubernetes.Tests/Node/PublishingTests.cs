using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>What the cluster is told of the node, and what the node is told by the cluster.</summary>
public sealed class PublishingTests(GpuNode node) : GpuNodeTests(node)
{
    [ClusterFact]
    public async Task Node_HasInventoryLabelsAndLease()
    {
        var told = await Node.Client.Nodes().ReadAsync(null, Cluster.Node);
        var inventory = InventoryCodec.Decode(told.Metadata.Annotations!["ten.ai/inventory"]);
        Assert.Equal(Node.Inventory.Gpus.Select(gpu => gpu.Uuid), inventory.Gpus.Select(gpu => gpu.Uuid));
        Assert.Equal(("8", "NVIDIA-H200"), (told.Metadata.Labels!["ten.ai/gpu.count"], told.Metadata.Labels["ten.ai/gpu.model"]));
        var lease = await Node.Client.Leases().ReadAsync("coaster-system", $"coaster-agent-{Cluster.Node}");
        Assert.NotNull(lease.Spec.RenewTime);
    }

    /// <summary>
    /// By the file and not by the resource: the API server of 1.20 that tests are made with cannot keep any custom resource, because its compiler is newer than
    /// its JSON library allows.
    /// </summary>
    [ClusterFact]
    public async Task GpuConfig_MakesAGpuLocal_ItLeavesTheClusterAndComesBack()
    {
        var all = Node.Inventory.Gpus.Sum(gpu => gpu.MemoryMiB / 1024);
        Assert.Contains("belongs to the cluster", Node.Refused(Run), StringComparison.Ordinal);
        await Node.ConfigureAsync("""{"gpus":[{"gpu":"7","mode":"local"}]}""", all - (Node.Inventory.Gpus[7].MemoryMiB / 1024));
        Node.Coaster(Run);
        await Node.ConfigureAsync("""{"gpus":[]}""", all);
        Assert.Contains("belongs to the cluster", Node.Refused(Run), StringComparison.Ordinal);
    }

    private string[] Run => ["run", "--gpus", "device=7", "--rootfs", Node.ImageFolder, "--", "true"];
}
