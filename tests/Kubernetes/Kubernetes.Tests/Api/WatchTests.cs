using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Api;

[Collection(ClusterGroup.Name)]
public sealed class WatchTests(Cluster cluster)
{
    [ClusterFact]
    public async Task WatchAsync_AncientVersion_IsGone()
    {
        var watch = cluster.Client.Pods().WatchAsync(null, ListOptions.All, "1");
        var error = await Assert.ThrowsAsync<KubernetesException>(async () =>
        {
            await foreach (var message in watch)
                Assert.Fail($"{message}");
        });
        Assert.True(error.IsGone, error.Message);
    }

    [ClusterFact]
    public async Task Informer_ApiServerIsRestarted_LosesNothingAndTellsNothingTwice()
    {
        var before = await cluster.CreatePodAsync("before");
        await cluster.BindAsync(before);
        await using var pods = new WatchedPods(cluster.Client);
        await pods.NextAsync(WatchEventType.Added, "before");
        cluster.Restart("apiserver");
        await pods.TroubleAsync();
        var after = await cluster.CreatePodAsync("after");
        await cluster.BindAsync(after);
        await pods.NextAsync(WatchEventType.Added, "after");
        Assert.True(pods.Informer.TryGet(before.Metadata.Uid, out _));
        Assert.Single(pods.Told, told => told == (WatchEventType.Added, before.Metadata.Uid));
        Assert.DoesNotContain((WatchEventType.Deleted, before.Metadata.Uid), pods.Told);
        await cluster.DeleteAsync(before);
        await pods.NextAsync(WatchEventType.Deleted, "before");
        await cluster.DeleteAsync(after);
    }

    [ClusterFact]
    public async Task WatchAsync_LargePod_IsNamedAndTheOthersAreTold()
    {
        using var client = cluster.Connect(new KubernetesOptions { MaxEventBytes = 64 << 10 });
        var version = (await client.Pods().ListAsync(null, ListOptions.All)).Metadata.ResourceVersion;
        var large = await cluster.CreatePodAsync("large", new string('x', 200 << 10));
        var small = await cluster.CreatePodAsync("small");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var told = await ToldAsync(client.Pods().WatchAsync(Cluster.Namespace, ListOptions.All, version, limit.Token), "small");
        Assert.Contains(told, message => message.Problem?.Message.StartsWith("the object default/large is larger", StringComparison.Ordinal) == true);
        await cluster.DeleteAsync(large);
        await cluster.DeleteAsync(small);
    }

    private static async Task<IReadOnlyList<WatchEvent<V1Pod>>> ToldAsync(IAsyncEnumerable<WatchEvent<V1Pod>> watch, string last)
    {
        var told = new List<WatchEvent<V1Pod>>();
        await foreach (var message in watch)
        {
            told.Add(message);
            if (message.Object?.Metadata.Name == last)
                break;
        }

        return told;
    }
}
