using Coaster.KubeApi;
using Coaster.KubeApi.Informing;

namespace Coaster.Publishing.Config;

/// <summary>
/// Watches the one resource that has the node's name. That the cluster does not know the kind is normal: it is said once, and looked for again
/// slowly. A configuration that was seen holds until it is seen to be gone: a kind that vanishes for a moment changes no GPU.
/// </summary>
/// <param name="kubernetes">The API server.</param>
/// <param name="nodeName">The node's name.</param>
/// <param name="settings">How often the kind is looked for.</param>
/// <param name="changed">Told the resource when it is new or different, and null when it is certain that there is none.</param>
/// <param name="said">Told a sentence for a log: that the kind is not installed.</param>
/// <param name="troubled">Told what went wrong and is tried again, for a log.</param>
/// <param name="time">The clock.</param>
public sealed class GpuConfigWatch(
    Kubernetes kubernetes, string nodeName, GpuConfigWatchSettings settings, Action<V1alpha1GpuConfig?> changed, Action<string> said,
    Action<KubernetesException> troubled, TimeProvider time)
{
    private const int Certain = 2;
    private readonly GenericClient<V1alpha1GpuConfig> _configs = kubernetes.GpuConfigs();
    private readonly ListOptions _selection = new($"metadata.name={nodeName}");
    private bool _hasTold;
    private int _misses;

    /// <summary>Runs until the token, and ends by its exception; to be called once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            if (await IsKnownAsync(cancellationToken))
                await WatchAsync(cancellationToken);
            await Task.Delay(_misses < Certain ? settings.SecondLook : settings.SlowLook, time, cancellationToken);
        }
    }

    private async Task<bool> IsKnownAsync(CancellationToken cancellationToken)
    {
        try
        {
            var list = await _configs.ListAsync(null, _selection, cancellationToken);
            _misses = 0;
            if (list.Items is not { Count: > 0 })
                Tell(null);
            return true;
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            Miss();
            return false;
        }
        catch (KubernetesException error)
        {
            troubled(error);
            return false;
        }
    }

    private void Miss()
    {
        if (_misses == 0)
            said("the cluster does not know gpuconfigs.ten.ai: GPU modes come from the node's file, if there is one");
        _misses = Math.Min(_misses + 1, Certain);
        if (_misses == Certain && !_hasTold)
            Tell(null);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var unknown = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var informer = new Informer<V1alpha1GpuConfig>(
            _configs, null, _selection, (type, config) => Tell(type == WatchEventType.Deleted ? null : config), Trouble);
        try
        {
            await informer.RunAsync(unknown.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The kind is gone: it is looked for slowly again.
        }

        void Trouble(KubernetesException error)
        {
            if (error.IsNotFound)
                unknown.Cancel();
            else
                troubled(error);
        }
    }

    private void Tell(V1alpha1GpuConfig? config)
    {
        _hasTold = true;
        changed(config);
    }
}
