using System.Diagnostics.CodeAnalysis;
using Coaster.KubeApi.Models;
using Coaster.KubeApi.Watching;

namespace Coaster.KubeApi.Informing;

/// <summary>
/// Keeps the objects of a selection as the API server has them: lists, watches from there on, and lists again when the watch cannot go on.
/// Changes are told one after the other, after the cache has them; they are told by UID, so that a pod never takes over what another one of its
/// name was.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="client">The API server's objects of that kind.</param>
/// <param name="namespace">The namespace, or null.</param>
/// <param name="selection">Which objects.</param>
/// <param name="changed">Told each change; an exception of it ends <see cref="RunAsync"/>.</param>
/// <param name="troubled">Told what went wrong and is tried again, for a log.</param>
/// <param name="trimmed">What is kept and told of an object, with its whole metadata but for texts; null for all. Others write how large they are.</param>
/// <param name="kept">What is kept of what is told, where that is less; a deletion that was missed is told with that alone.</param>
public sealed class Informer<T>(
    GenericClient<T> client,
    string? @namespace,
    ListOptions selection,
    Action<WatchEventType, T> changed,
    Action<KubernetesException>? troubled = null,
    Func<T, T>? trimmed = null,
    Func<T, T>? kept = null)
    where T : class, IKubernetesObject
{
    private readonly ObjectCache<T> _cache = new(kept);
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Relisting _relisting = new();

    /// <summary>Whether the objects were listed once, and all of them told.</summary>
    public bool HasSynced => _synced.Task.IsCompletedSuccessfully;

    /// <summary>All objects at this moment.</summary>
    public IReadOnlyList<T> Objects => _cache.All;

    /// <summary>The object that has the name now.</summary>
    public bool TryGet(ObjectName name, [NotNullWhen(true)] out T? found) => _cache.TryGet(name, out found);

    /// <summary>The object of a UID.</summary>
    public bool TryGet(string uid, [NotNullWhen(true)] out T? found) => _cache.TryGet(uid, out found);

    /// <summary>Waits until the objects were listed once, or for the token.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => _synced.Task.WaitAsync(cancellationToken);

    /// <summary>
    /// Lists again now, and waits until what has changed is told: then all is known that was so when this was asked, however far behind the watch was.
    /// </summary>
    public Task RelistAsync(CancellationToken cancellationToken) => _relisting.AskAsync().WaitAsync(cancellationToken);

    /// <summary>Runs until the token, and ends by its exception; to be called once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = Backoff.Of(client.Options);
        for (; ; )
        {
            try
            {
                await ListAndWatchAsync(backoff, cancellationToken);
            }
            catch (KubernetesException error)
            {
                troubled?.Invoke(error);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Somebody wants a new list.
                continue;
            }

            await Task.Delay(backoff.Next(), client.Options.TimeProvider, cancellationToken);
        }
    }

    private async Task ListAndWatchAsync(Backoff backoff, CancellationToken cancellationToken)
    {
        var asked = _relisting.Asked;
        var list = await client.ListAsync(@namespace, selection, cancellationToken);
        Tell(_cache.Replace([.. (list.Items ?? []).Select(Trimmed)]));
        _synced.TrySetResult();
        _relisting.Answer(asked);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _relisting.Interrupts);
        await foreach (var message in client.WatchAsync(@namespace, selection, list.Metadata.ResourceVersion, watching.Token))
        {
            if (message.Problem is { } problem)
                troubled?.Invoke(problem);
            else
                backoff.Reset();
            if (message is { Object: { } told, Type: not WatchEventType.Bookmark })
                Tell(_cache.Apply(message.Type, Trimmed(told)));
        }
    }

    private T Trimmed(T item) => trimmed is null ? item : trimmed(item);

    private void Tell(IReadOnlyList<(WatchEventType Type, T Object)> changes)
    {
        foreach (var (type, item) in changes)
            changed(type, item);
    }
}
