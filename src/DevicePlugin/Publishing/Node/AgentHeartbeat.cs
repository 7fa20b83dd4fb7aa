using Coaster.KubeApi;
using Coaster.KubeApi.Leases;
using Coaster.KubeApi.Models;
using Coaster.Publishing.Pacing;

namespace Coaster.Publishing.Node;

/// <summary>
/// Renews the lease that says that a node's agent lives and sees its GPUs. While the agent is not well nothing is renewed, so that the scheduler
/// sends nobody there once the lease is too old. The lease goes with the node.
/// </summary>
internal sealed class AgentHeartbeat(
    Kubernetes kubernetes, string nodeName, NodePublisherSettings settings, Func<bool> isWell, Action<KubernetesException> troubled, TimeProvider time)
{
    private readonly Signal _known = new();

    private V1OwnerReference? _node;

    /// <summary>Tells who the node is; nothing is renewed before.</summary>
    public void Take(V1Node node)
    {
        var owner = new V1OwnerReference { ApiVersion = "v1", Kind = "Node", Name = nodeName, Uid = node.Metadata.Uid };
        if (Interlocked.Exchange(ref _node, owner) is null)
            _known.Tell();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _known.WaitAsync(cancellationToken);
        using var timer = new PeriodicTimer(settings.LeaseInterval, time);
        do
        {
            if (isWell())
                await TryRenewAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task TryRenewAsync(CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(Bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            await Lease().RenewAsync(either.Token);
        }
        catch (KubernetesException error)
        {
            troubled(error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            troubled(new KubernetesException($"the lease of {nodeName} was not renewed within {Bound.TotalSeconds} s", error));
        }
    }

    // One that hangs leaves time for others before the lease is too old.
    private TimeSpan Bound => settings.LeaseDuration / 4;

    // A node that was made again has another UID: the lease of the old one goes, and the next renewal makes one that belongs to the new one.
    private HeartbeatLease Lease() =>
        new(kubernetes.Leases(), settings.LeaseNamespace, $"coaster-agent-{nodeName}", nodeName, settings.LeaseDuration, time)
        {
            Owners = Volatile.Read(ref _node) is { } node ? [node] : null,
        };
}
