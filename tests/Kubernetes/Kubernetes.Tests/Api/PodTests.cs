using System.Net;
using Coaster.KubeApi;
using Coaster.KubeApi.Informing;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Api;

[Collection(ClusterGroup.Name)]
public sealed class PodTests(Cluster cluster)
{
    [ClusterFact]
    public async Task Informer_PodOfTheNode_IsToldFromItsBindingToItsEnd()
    {
        await using var pods = new WatchedPods(cluster.Client);
        await pods.SyncedAsync();
        var made = await cluster.CreatePodAsync("life");
        Assert.False(pods.Informer.TryGet(made.Metadata.Uid, out _));
        await cluster.BindAsync(made);
        var bound = await pods.NextAsync(WatchEventType.Added, "life");
        Assert.Equal((Cluster.Node, "one", ""), (bound.Spec.NodeName, bound.Metadata.Annotations!["test/booking"], bound.Metadata.Annotations["test/text"]));
        var running = await pods.NextAsync(WatchEventType.Modified, "life", pod => pod.Status?.Phase == "Running");
        Assert.StartsWith("containerd://", Assert.Single(running.Status!.ContainerStatuses!).ContainerID, StringComparison.Ordinal);
        Assert.True(pods.Informer.TryGet(new ObjectName(Cluster.Namespace, "life"), out var kept) && kept.Metadata.Uid == made.Metadata.Uid);
        await cluster.DeleteAsync(made);
        await pods.NextAsync(WatchEventType.Deleted, "life");
        Assert.False(pods.Informer.TryGet(made.Metadata.Uid, out _));
    }

    [ClusterFact]
    public async Task Informer_PodMadeAgain_IsAnother()
    {
        await using var pods = new WatchedPods(cluster.Client);
        var first = await cluster.CreatePodAsync("again");
        await cluster.BindAsync(first);
        await pods.NextAsync(WatchEventType.Added, "again");
        await cluster.DeleteAsync(first);
        Assert.Equal(first.Metadata.Uid, (await pods.NextAsync(WatchEventType.Deleted, "again")).Metadata.Uid);
        var second = await cluster.CreatePodAsync("again");
        await cluster.BindAsync(second);
        Assert.Equal(second.Metadata.Uid, (await pods.NextAsync(WatchEventType.Added, "again")).Metadata.Uid);
        await cluster.DeleteAsync(second);
    }

    [ClusterFact]
    public async Task BindAsync_BoundBefore_IsRefused()
    {
        var pod = await cluster.CreatePodAsync("bound");
        await cluster.BindAsync(pod);
        var error = await Assert.ThrowsAsync<KubernetesException>(() => cluster.BindAsync(pod));
        Assert.Equal((HttpStatusCode.Conflict, "Conflict"), (error.StatusCode, error.Reason));
        await cluster.DeleteAsync(pod);
    }

    [ClusterFact]
    public async Task ListAsync_SmallPages_AreOneList()
    {
        using var client = cluster.Connect(new KubernetesOptions { PageSize = 2 });
        var made = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => cluster.CreatePodAsync($"page{number}")));
        var list = await client.Pods().ListAsync(Cluster.Namespace, ListOptions.All);
        Assert.Equal(5, list.Items!.Count(pod => pod.Metadata.Name.StartsWith("page", StringComparison.Ordinal)));
        await Task.WhenAll(made.Select(cluster.DeleteAsync));
    }

    [ClusterFact]
    public async Task ReadAndCreate_Refusals_HaveTheServersReasons()
    {
        var pods = cluster.Client.Pods();
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => pods.ReadAsync(Cluster.Namespace, "none"))).IsNotFound);
        var pod = await cluster.CreatePodAsync("twice");
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => cluster.CreatePodAsync("twice"))).IsAlreadyExists);
        await cluster.DeleteAsync(pod);
        using var stranger = cluster.Connect(token: "wrong");
        var error = await Assert.ThrowsAsync<KubernetesException>(() => stranger.Pods().ReadAsync(Cluster.Namespace, "none"));
        Assert.Equal((HttpStatusCode.Unauthorized, "Unauthorized"), (error.StatusCode, error.Reason));
    }
}
