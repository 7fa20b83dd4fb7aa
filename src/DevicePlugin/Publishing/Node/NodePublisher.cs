using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.KubeApi.Informing;
using Coaster.KubeApi.Models;
using Coaster.Publishing.Pacing;

namespace Coaster.Publishing.Node;

/// <summary>
/// Keeps on the node what the scheduler has to know of it: the annotation <c>ten.ai/inventory</c> and the labels of <see cref="NodeLabels"/>, written
/// in one change when they differ from what the API server was last seen to have, whoever changed them; and the lease
/// <c>coaster-agent-NODE</c>, renewed while the agent is well.
/// </summary>
public sealed class NodePublisher
{
    private readonly GenericClient<V1Node> _nodes;
    private readonly string _nodeName;
    private readonly Informer<V1Node> _informer;
    private readonly AgentHeartbeat _heartbeat;
    private readonly PacedWriter _writer;
    private volatile WantedMetadata? _wanted;
    private volatile V1Node? _seen;

    /// <summary>Makes it; nothing is sent yet.</summary>
    /// <param name="kubernetes">The API server.</param>
    /// <param name="nodeName">The node's name.</param>
    /// <param name="settings">The bounds.</param>
    /// <param name="isWell">Whether the agent sees its GPUs; asked before each renewal of the lease, and to be answered at once.</param>
    /// <param name="troubled">Told what went wrong and is tried again, for a log.</param>
    /// <param name="time">The clock.</param>
    public NodePublisher(
        Kubernetes kubernetes, string nodeName, NodePublisherSettings settings, Func<bool> isWell, Action<KubernetesException> troubled, TimeProvider time)
    {
        (_nodes, _nodeName) = (kubernetes.Nodes(), nodeName);
        _informer = new Informer<V1Node>(_nodes, null, new ListOptions($"metadata.name={nodeName}"), See, troubled);
        _heartbeat = new AgentHeartbeat(kubernetes, nodeName, settings, isWell, troubled, time);
        _writer = new PacedWriter(new Pace(settings.FirstWait, settings.MaxWait, time), NextWrite, troubled, time);
    }

    /// <summary>Told the node each time that it is seen; an exception of it ends <see cref="RunAsync"/>.</summary>
    public Action<V1Node>? Seen { get; init; }

    /// <summary>Says what shall stand on the node from now on. May be called at any time, from any thread.</summary>
    /// <exception cref="CoasterException">The inventory has more than 128 KiB as text; what stood before goes on standing.</exception>
    public void Publish(NodeInventory inventory)
    {
        _wanted = WantedMetadata.Of(inventory);
        _writer.Tell();
    }

    /// <summary>Runs until the token, and ends by its exception; to be called once.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Together.RunAsync(cancellationToken, _informer.RunAsync, _heartbeat.RunAsync, _writer.RunAsync);

    private void See(WatchEventType type, V1Node node)
    {
        _seen = type == WatchEventType.Deleted ? null : node;
        if (_seen is null)
            return;
        _heartbeat.Take(node);
        _writer.Tell();
        Seen?.Invoke(node);
    }

    private Func<CancellationToken, Task>? NextWrite() =>
        _seen is { } seen && _wanted?.PatchFor(seen.Metadata) is { } patch ? token => WriteAsync(patch, seen, token) : null;

    // Between the answer and now the watch may have told something newer, which counts then.
    private async Task WriteAsync(V1Patch patch, V1Node seen, CancellationToken cancellationToken)
    {
        var written = await _nodes.PatchAsync(patch, null, _nodeName, null, cancellationToken);
        Interlocked.CompareExchange(ref _seen, written, seen);
    }
}
