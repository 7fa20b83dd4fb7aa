using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Events;

/// <summary>
/// Writes events. One that was told before counts up the object that it has; how many are written is bounded, so that a loop cannot flood the API
/// server. Safe for use by several threads.
/// </summary>
/// <param name="events">The API server's events.</param>
/// <param name="source">Who tells them.</param>
/// <param name="settings">The bounds.</param>
/// <param name="time">The clock.</param>
public sealed class EventRecorder(GenericClient<Corev1Event> events, V1EventSource source, EventSettings settings, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly EventLimits _limits = new(settings, time);
    private readonly BoundedMemory<EventKey, EventSeries> _series = new(settings.Remembered);
    private readonly EventWriter _writer = new(events, time);

    // Two writes of one series at a time would make two objects.
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    /// <summary>Tells an event.</summary>
    /// <param name="about">What it happened to; with its UID, or <c>kubectl describe</c> does not show it.</param>
    /// <param name="type"><c>Normal</c> or <c>Warning</c>.</param>
    /// <param name="reason">A word for programs, such as <c>BookingRefused</c>.</param>
    /// <param name="message">A sentence for people; of more than 1024 characters the rest is cut off.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it was written; otherwise there were too many, and it is counted with the next of its kind.</returns>
    /// <exception cref="KubernetesException">The API server did not take it.</exception>
    public async Task<bool> RecordAsync(
        V1ObjectReference about, string type, string reason, string message, CancellationToken cancellationToken = default)
    {
        var written = EventText.Of(source, about, type, reason, message);
        if (Count(written) is not { } series)
            return false;
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _writer.WriteAsync(written, series, cancellationToken);
            return true;
        }
        finally
        {
            _writing.Release();
        }
    }

    private EventSeries? Count(Corev1Event told)
    {
        lock (_lock)
        {
            var series = _series.GetOrAdd(EventText.Key(told), () => new EventSeries(time.GetUtcNow().UtcDateTime));
            series.Count++;
            return _limits.TryTake(told.InvolvedObject.Uid) ? series : null;
        }
    }
}
