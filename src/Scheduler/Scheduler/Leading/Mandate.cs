using Coaster.Scheduler.Binding;

namespace Coaster.Scheduler.Leading;

/// <summary>What this scheduler may do by the lease that it has, or has not. By this clock alone: one that was stopped for a while finds it ended.</summary>
/// <param name="settings">The times.</param>
/// <param name="time">The clock.</param>
internal sealed class Mandate(LeaseSettings settings, TimeProvider time) : IMandate, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private long? _askedAt;
    private long _heldFrom;
    private string? _why = "the lease to bind was not read yet";

    /// <inheritdoc/>
    public long Epoch { get; private set; } = 1;

    /// <summary>Whether kube-scheduler has asked this one of late.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
                return _askedAt is { } at && time.GetElapsedTime(at) < settings.Busy;
        }
    }

    /// <summary>Whether it may bind.</summary>
    public bool IsGiven
    {
        get
        {
            lock (_lock)
                return _why is null;
        }
    }

    /// <inheritdoc/>
    public string? Refusal(TimeSpan atLeast)
    {
        Asked();
        return WhyNot(atLeast);
    }

    /// <summary>The same without a word from kube-scheduler.</summary>
    internal string? WhyNot(TimeSpan atLeast)
    {
        lock (_lock)
            return _why is not null ? $"{_why}; it is tried again"
                : time.GetElapsedTime(_heldFrom) + atLeast >= settings.Duration ? "the lease to bind could not be renewed in time; it is tried again"
                : null;
    }

    /// <summary>kube-scheduler asks this one.</summary>
    public void Asked()
    {
        lock (_lock)
        {
            _askedAt = time.GetTimestamp();
            if (_why is not null && _wake.CurrentCount == 0)
                _wake.Release();
        }
    }

    /// <summary>Waits for the next look at the lease: until it is time, or until kube-scheduler asks for what may not be done.</summary>
    public Task RestAsync(CancellationToken cancellationToken) => _wake.WaitAsync(settings.Renewal, cancellationToken);

    /// <summary>The lease was renewed by a call that began then.</summary>
    public void Renewed(long sent, long epoch)
    {
        lock (_lock)
            (_heldFrom, Epoch) = (sent, epoch);
    }

    /// <summary>It may bind.</summary>
    public void Give()
    {
        lock (_lock)
            _why = null;
    }

    /// <summary>It may not bind.</summary>
    public void Take(string why)
    {
        lock (_lock)
            _why = why;
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();
}
