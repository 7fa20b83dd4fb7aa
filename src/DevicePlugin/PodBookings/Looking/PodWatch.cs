using Coaster.KubeApi;
using Coaster.KubeApi.Informing;
using Coaster.KubeApi.Models;
using Coaster.PodBookings.Books;
using Coaster.PodBookings.Keys;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings.Looking;

/// <summary>Follows the pods of the node and the keys, for ever.</summary>
internal sealed class PodWatch
{
    private readonly PodBookingSettings _settings;
    private readonly PodBook _book;
    private readonly KeyKeeper _keeper;
    private readonly PodLookups _lookups;
    private readonly IBookingObserver _observer;
    private readonly TimeProvider _time;
    private readonly Informer<V1Pod> _pods;
    private readonly Informer<V1ConfigMap> _keys;

    public PodWatch(
        PodBookingSettings settings, Kubernetes kubernetes, PodBook book, KeyKeeper keeper, PodLookups lookups, IBookingObserver observer, TimeProvider time)
    {
        (_settings, _book, _keeper, _lookups, _observer, _time) = (settings, book, keeper, lookups, observer, time);
        _pods = new Informer<V1Pod>(
            kubernetes.Pods(), null, new ListOptions($"spec.nodeName={settings.Node}"), TakePod, Troubled, PodReader.Trimmed);
        _keys = new Informer<V1ConfigMap>(
            kubernetes.ConfigMaps(), settings.KeyNamespace, new ListOptions($"metadata.name={settings.KeyName}"), TakeKeys, Troubled);
    }

    /// <summary>Runs until the token, and ends by its exception.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] running = [_keys.RunAsync(all.Token), RunPodsAsync(all.Token), SweepAsync(all.Token)];
        var first = await Task.WhenAny(running);
        await all.CancelAsync();
        await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await first;
    }

    /// <summary>A pod that comes before the keys would be told as refused, and a moment later as accepted.</summary>
    private async Task RunPodsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _keys.WaitForSyncAsync(cancellationToken).WaitAsync(_settings.LookupBound, _time, cancellationToken);
            if (_keys.Objects.Count == 0)
                _keeper.Lose();
        }
        catch (TimeoutException)
        {
            // Pods that ask for nothing and those on the disk need no key.
        }

        await _pods.RunAsync(cancellationToken);
    }

    /// <summary>
    /// The watch tells the end of those pods alone that it told of. Of the disk's, those that are not in the first list are gone; one that was asked for
    /// by its name is asked for again.
    /// </summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await _pods.WaitForSyncAsync(cancellationToken);
        _book.Remove([.. Untold().Where(entry => entry.IsStored).Select(entry => entry.Facts.Pod.Uid)]);
        for (; ; )
        {
            await Task.Delay(_settings.SweepInterval, _time, cancellationToken);
            foreach (var entry in Untold())
                await _lookups.LookAsync(entry.Facts.Pod.Namespace, entry.Facts.Pod.Name, cancellationToken);
        }
    }

    private IReadOnlyList<PodEntry> Untold() => [.. _book.Pods.Values.Where(entry => !_pods.TryGet(entry.Facts.Pod.Uid, out _))];

    private void TakePod(WatchEventType type, V1Pod pod)
    {
        if (type == WatchEventType.Deleted)
            _book.Remove([pod.Metadata.Uid]);
        else if (PodReader.Read(pod) is { } facts)
            _book.Take(facts);
    }

    private void TakeKeys(WatchEventType type, V1ConfigMap map)
    {
        if (type == WatchEventType.Deleted)
        {
            _keeper.Lose();
            return;
        }

        _keeper.Take(map.Data);
        _book.Reconsider();
    }

    private void Troubled(KubernetesException error)
    {
        _observer.Troubled(error.Message.TrimEnd('.'));
        if (error.ObjectName.Split('/') is not [var @namespace, var name])
            return;
        var pod = new PodName(@namespace, name, "");
        if (!PodReader.IsName(pod with { Uid = "unknown" }))
            return;
        _observer.Refused(pod, BookingProblem.Unreadable, error.Message.TrimEnd('.'));
        // Alone it may be small enough, and its end must not be missed. The look tells its own failures.
        _ = _lookups.LookAsync(@namespace, name, CancellationToken.None);
    }
}
