namespace Coaster.Publishing.Pacing;

/// <summary>
/// Waits between writes of the same thing. They double while one follows the other, as when somebody else writes there too, or the API server
/// refuses; after a time without a write they begin anew. There is chance in them, so that nodes do not come back all at once.
/// </summary>
internal sealed class Pace(TimeSpan first, TimeSpan most, TimeProvider time)
{
    private TimeSpan? _wait;
    private long? _last;

    /// <summary>How long to wait after a write that has just been.</summary>
    public TimeSpan Next()
    {
        if (_last is { } last && time.GetElapsedTime(last) > most + most)
            _wait = null;
        _last = time.GetTimestamp();
        var wait = _wait ?? first;
        _wait = wait + wait < most ? wait + wait : most;
        return wait * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
