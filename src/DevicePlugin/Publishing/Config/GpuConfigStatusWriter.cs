using Coaster.KubeApi;
using Coaster.Publishing.Modes;
using Coaster.Publishing.Node;
using Coaster.Publishing.Pacing;

namespace Coaster.Publishing.Config;

/// <summary>Keeps the status of the node's resource: written when it is not what was last seen there, and only while the resource is there.</summary>
public sealed class GpuConfigStatusWriter
{
    private readonly GenericClient<V1alpha1GpuConfig> _configs;
    private readonly PacedWriter _writer;
    private volatile V1alpha1GpuConfig? _seen;
    private volatile V1alpha1GpuConfigStatus? _wanted;

    /// <summary>Makes it; nothing is sent yet.</summary>
    /// <param name="kubernetes">The API server.</param>
    /// <param name="settings">The waits between writes.</param>
    /// <param name="troubled">Told what was refused and is tried again, for a log.</param>
    /// <param name="time">The clock.</param>
    public GpuConfigStatusWriter(Kubernetes kubernetes, NodePublisherSettings settings, Action<KubernetesException> troubled, TimeProvider time)
    {
        _configs = kubernetes.GpuConfigs();
        _writer = new PacedWriter(new Pace(settings.FirstWait, settings.MaxWait, time), NextWrite, troubled, time);
    }

    /// <summary>Takes the resource as it was seen; null when there is none.</summary>
    public void Take(V1alpha1GpuConfig? seen)
    {
        _seen = seen;
        _writer.Tell();
    }

    /// <summary>Says what shall be told.</summary>
    public void Report(IReadOnlyList<GpuModeState> states, IReadOnlyList<string> refusals)
    {
        _wanted = GpuConfigStatus.Of(states, refusals);
        _writer.Tell();
    }

    /// <summary>Runs until the token, and ends by its exception; to be called once.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _writer.RunAsync(cancellationToken);

    private Func<CancellationToken, Task>? NextWrite() =>
        _seen is { } seen && _wanted is { } wanted && GpuConfigStatus.PatchFor(wanted, seen.Status) is { } patch
            ? token => WriteAsync(patch, seen, token)
            : null;

    private async Task WriteAsync(V1Patch patch, V1alpha1GpuConfig seen, CancellationToken cancellationToken)
    {
        var written = await _configs.PatchAsync(patch, null, seen.Metadata.Name, "status", cancellationToken);
        Interlocked.CompareExchange(ref _seen, written, seen);
    }
}
