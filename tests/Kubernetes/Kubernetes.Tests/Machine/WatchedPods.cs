using System.Collections.Concurrent;
using System.Threading.Channels;
using Coaster.KubeApi;
using Coaster.KubeApi.Informing;
using Coaster.KubeApi.Models;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>An informer of the node's pods, and what it told.</summary>
internal sealed class WatchedPods : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly CancellationTokenSource _limit = new(Limit);
    private readonly Channel<(WatchEventType Type, V1Pod Pod)> _told = Channel.CreateUnbounded<(WatchEventType, V1Pod)>();
    private readonly Channel<KubernetesException> _troubles = Channel.CreateUnbounded<KubernetesException>();
    private readonly Task _running;

    public WatchedPods(KubeApi.Kubernetes client)
    {
        Informer = new Informer<V1Pod>(
            client.Pods(),
            null,
            new ListOptions($"spec.nodeName={Cluster.Node}"),
            Tell,
            error => _troubles.Writer.TryWrite(error));
        _running = Informer.RunAsync(_limit.Token);
    }

    public Informer<V1Pod> Informer { get; }

    /// <summary>All that was told so far, by UID.</summary>
    public ConcurrentQueue<(WatchEventType Type, string Uid)> Told { get; } = new();

    public Task SyncedAsync() => Informer.WaitForSyncAsync(_limit.Token);

    /// <summary>Waits for a change of the pod; what is told of others before is passed over.</summary>
    public async Task<V1Pod> NextAsync(WatchEventType type, string name, Func<V1Pod, bool>? isMeant = null)
    {
        while (true)
        {
            var (toldType, pod) = await _told.Reader.ReadAsync(_limit.Token);
            if (pod.Metadata.Name == name && toldType == type && isMeant?.Invoke(pod) != false)
                return pod;
            Assert.False(pod.Metadata.Name == name && toldType == WatchEventType.Deleted, $"{name} is told to be gone");
        }
    }

    public async Task<KubernetesException> TroubleAsync() => await _troubles.Reader.ReadAsync(_limit.Token);

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _limit.Dispose();
    }

    private void Tell(WatchEventType type, V1Pod pod)
    {
        Told.Enqueue((type, pod.Metadata.Uid));
        _told.Writer.TryWrite((type, pod));
    }
}
