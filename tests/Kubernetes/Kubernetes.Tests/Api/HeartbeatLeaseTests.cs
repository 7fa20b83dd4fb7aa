using Coaster.KubeApi;
using Coaster.KubeApi.Leases;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Api;

[Collection(ClusterGroup.Name)]
public sealed class HeartbeatLeaseTests(Cluster cluster)
{
    [ClusterFact]
    public async Task RenewAsync_Lease_IsMadeAndRenewedAndKeepsWhatOthersWrote()
    {
        var leases = cluster.Client.Leases();
        var lease = new HeartbeatLease(leases, Cluster.Namespace, "agent.node1", "node1", TimeSpan.FromSeconds(40), TimeProvider.System);
        var made = await lease.RenewAsync();
        await leases.PatchAsync(
            V1Patch.OfMetadata(new Dictionary<string, string?> { ["test/other"] = "stays" }), Cluster.Namespace, "agent.node1");
        var renewed = await lease.RenewAsync();
        Assert.Equal((made.Metadata.Uid, "stays", "node1"), (renewed.Metadata.Uid, renewed.Metadata.Annotations!["test/other"], renewed.Spec.HolderIdentity));
        Assert.True(renewed.Spec.RenewTime > made.Spec.RenewTime);
        await leases.DeleteAsync(Cluster.Namespace, "agent.node1");
    }
}
