using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.PodBookings.Books;
using Coaster.PodBookings.Disk;
using Coaster.PodBookings.Keys;
using Coaster.PodBookings.Looking;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings;

/// <summary>
/// Which container of which pod of this node holds what: the bookings that the scheduler signed and that fit this node, as they stand in the pods.
/// What was accepted is on the disk before it is answered, and outlives this process and the API server. Safe for use by several threads.
/// </summary>
public sealed class PodBookingStore : IDisposable
{
    private readonly PodBook _book;
    private readonly PodLookups _lookups;
    private readonly PodWatch _watch;
    private volatile PodNames? _names;

    /// <summary>Reads what the disk has; the API server is not asked yet.</summary>
    /// <param name="settings">The node, the folder and the bounds.</param>
    /// <param name="kubernetes">The API server; its owner disposes of it after the end of <see cref="RunAsync"/>.</param>
    /// <param name="inventory">The node's GPUs, null while they are not known: bookings wait until <see cref="Recheck"/> then.</param>
    /// <param name="mode">What a GPU is offered as.</param>
    /// <param name="observer">Told what becomes of bookings.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CoasterException">The folder cannot be made or read.</exception>
    public PodBookingStore(
        PodBookingSettings settings,
        Kubernetes kubernetes,
        Func<NodeInventory?> inventory,
        Func<Gpu, GpuMode> mode,
        IBookingObserver observer,
        TimeProvider time)
    {
        var folder = new BookingFolder(settings.Folder, observer.Troubled);
        folder.Prepare();
        var keys = new KeyKeeper(folder, observer.Troubled);
        _book = new PodBook(settings, new BookingJudge(settings, keys, inventory, mode), folder, observer);
        foreach (var pod in folder.ReadPods(settings.MaxPods))
            _book.Take(pod);
        _lookups = new PodLookups(settings, kubernetes.Pods(), _book, time);
        _watch = new PodWatch(settings, kubernetes, _book, keys, _lookups, observer, time);
    }

    /// <summary>Something of <see cref="Held"/> or an answer may be different now. Raised by several threads; a handler must neither block nor throw.</summary>
    public event Action? Changed
    {
        add => _book.Changed += value;
        remove => _book.Changed -= value;
    }

    /// <summary>All that is held by containers of pods that have not ended.</summary>
    public IReadOnlyList<HeldContainer> Held => [.. _book.Pods.Values.SelectMany(entry => entry.Held)];

    /// <inheritdoc/>
    public void Dispose() => _lookups.Dispose();

    /// <summary>Follows the node's pods and the keys until the token, and ends by its exception; to be called once.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _watch.RunAsync(cancellationToken);

    /// <summary>
    /// What a container holds: at once when that is known, else after one call to the API server, and never later than
    /// <see cref="PodBookingSettings.LookupBound"/>.
    /// </summary>
    public async Task<BookingAnswer> FindAsync(PodContainerId id, CancellationToken cancellationToken)
    {
        if (!PodReader.IsName(new PodName(id.Namespace, id.Pod, id.PodUid)))
            return new NotBooked("what the container says of its pod is no pod's", "Let nothing but kubelet make containers of pods");
        if (Known(id) is ({ } known, true))
            return known;
        var look = await _lookups.LookAsync(id.Namespace, id.Pod, cancellationToken);
        if (Known(id) is ({ } answer, var isFinal))
            return look.Why is null || isFinal || answer is not NotBooked before ? answer : before with { Why = $"{before.Why}; {look.Why}" };
        return look.Why is { } why
            ? new NotBooked($"nothing is known of the pod {id.Namespace}/{id.Pod}: {why}", look.Mend)
            : new NotBooked($"the pod {id.Namespace}/{id.Pod} is another one than {id.PodUid} by now, or one too many for this node", "Make a new pod");
    }

    /// <summary>Whether there is a pod of that name on the node, as far as it was told.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="name">The pod's name.</param>
    public bool Knows(string @namespace, string name)
    {
        var (pods, names) = (_book.Pods, _names);
        if (names?.AreOf(pods) != true)
            _names = names = new PodNames(pods);
        return names.Has(@namespace, name);
    }

    /// <summary>
    /// Asks the API server for a pod, as <see cref="FindAsync"/> does. Where it cannot be asked, what it said last may be on its way: the watch is given
    /// the time that is left.
    /// </summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="name">The pod's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task LookAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        if (PodReader.IsName(new PodName(@namespace, name, name)) && (await _lookups.LookAsync(@namespace, name, cancellationToken)).IsUnanswered)
            await UntilKnownAsync(@namespace, name, cancellationToken);
    }

    /// <summary>Judges anew what was refused or waits; to be called when the node's GPUs have changed.</summary>
    public void Recheck() => _book.Reconsider();

    private async Task UntilKnownAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Changed += Look;
        try
        {
            Look();
            await known.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Changed -= Look;
        }

        void Look()
        {
            if (Knows(@namespace, name))
                known.TrySetResult();
        }
    }

    private (BookingAnswer? Answer, bool IsFinal) Known(PodContainerId id) =>
        _book.Pods.TryGetValue(id.PodUid, out var entry) ? BookReader.Answer(entry, id) : (null, false);
}
