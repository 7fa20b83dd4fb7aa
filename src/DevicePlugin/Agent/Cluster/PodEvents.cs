using System.Threading.Channels;
using Coaster.KubeApi;
using Coaster.KubeApi.Events;
using Coaster.KubeApi.Models;

namespace Coaster.Agent.Cluster;

/// <summary>
/// Tells events to the cluster, one after the other and never in the way of what they are about. Those that the API server does not take now are told later;
/// when too many wait, the newest are dropped.
/// </summary>
/// <param name="recorder">Writes them.</param>
/// <param name="time">The clock.</param>
internal sealed class PodEvents(EventRecorder recorder, TimeProvider time)
{
    private const int MostWaiting = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Channel<(V1ObjectReference About, string Type, string Reason, string Message)> _waiting =
        Channel.CreateBounded<(V1ObjectReference, string, string, string)>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something to know, of a pod.</summary>
    internal void Tell(string @namespace, string name, string uid, bool isWarning, string reason, string message) => Tell(
        new V1ObjectReference { ApiVersion = "v1", Kind = "Pod", NamespaceProperty = @namespace, Name = name, Uid = uid }, isWarning, reason, message);

    /// <summary>Something to know, of a node; an event of one is found by the node's name in place of its UID, as kubelet writes them.</summary>
    internal void TellNode(string node, bool isWarning, string reason, string message) =>
        Tell(new V1ObjectReference { ApiVersion = "v1", Kind = "Node", Name = node, Uid = node }, isWarning, reason, message);

    /// <summary>Writes them until it is told to end.</summary>
    internal async Task RunAsync(CancellationToken ending)
    {
        await foreach (var (about, type, reason, message) in _waiting.Reader.ReadAllAsync(ending).ConfigureAwait(false))
            while (!await WriteAsync(about, type, reason, message, ending).ConfigureAwait(false))
                await Task.Delay(Pause, time, ending).ConfigureAwait(false);
    }

    private void Tell(V1ObjectReference about, bool isWarning, string reason, string message) =>
        _waiting.Writer.TryWrite((about, isWarning ? "Warning" : "Normal", reason, message));

    /// <summary>Whether there is nothing more to do about it: what the API server refuses it refuses again.</summary>
    private async Task<bool> WriteAsync(V1ObjectReference about, string type, string reason, string message, CancellationToken ending)
    {
        try
        {
            await recorder.RecordAsync(about, type, reason, message, ending).ConfigureAwait(false);
            return true;
        }
        catch (KubernetesException error)
        {
            return !error.IsTransient;
        }
    }
}
