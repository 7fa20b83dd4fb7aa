using Coaster.ClusterState;
using Coaster.KubeApi;
using Coaster.KubeApi.Informing;
using Coaster.KubeApi.Models;
using Coaster.Scheduler.Binding;
using Coaster.Scheduler.Leading;

namespace Coaster.Scheduler.Cluster;

/// <summary>Keeps the book as the API server's nodes and pods are. Nodes come first: what pods hold is held of their GPUs.</summary>
internal sealed class ClusterWatch : IBindingWork
{
    private readonly Informer<V1Node> _nodes;
    private readonly Informer<V1Pod> _pods;
    private readonly BindsUnderWay _underWay;

    /// <param name="api">The API server.</param>
    /// <param name="book">Who holds what.</param>
    /// <param name="underWay">The bindings of this scheduler.</param>
    /// <param name="log">Told what goes wrong.</param>
    public ClusterWatch(Kubernetes api, ClusterBook book, BindsUnderWay underWay, Action<string> log)
    {
        _underWay = underWay;
        _nodes = new Informer<V1Node>(api.Nodes(), null, ListOptions.All, book.Tell, error => log(error.Message), Trimming.Of, Trimming.Kept);
        _pods = new Informer<V1Pod>(api.Pods(), null, ListOptions.All, book.Tell, error => log(error.Message), Trimming.Of, Trimming.Kept);
    }

    /// <summary>Whether all nodes and pods are in the book.</summary>
    public bool HasSynced => _nodes.HasSynced && _pods.HasSynced;

    /// <inheritdoc/>
    public bool IsQuiet => _underWay.IsNone;

    /// <inheritdoc/>
    public async Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        await _nodes.WaitForSyncAsync(cancellationToken);
        await _pods.RelistAsync(cancellationToken);
    }

    /// <summary>Runs until the token.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var nodes = _nodes.RunAsync(cancellationToken);
        await await Task.WhenAny(nodes, _nodes.WaitForSyncAsync(cancellationToken));
        await await Task.WhenAny(nodes, _pods.RunAsync(cancellationToken));
    }
}
