namespace Coaster.Enforcement.Sampling;

/// <summary>The two clocks of a machine, in nanoseconds.</summary>
/// <param name="time">Where they come from.</param>
public sealed class MonotonicClock(TimeProvider time)
{
    /// <summary>A time that never goes back.</summary>
    public long NowNs => (long)(time.GetTimestamp() * (1e9 / time.TimestampFrequency));

    /// <summary>The same as a span.</summary>
    public TimeSpan Now => TimeSpan.FromMicroseconds(NowNs / 1000.0);

    /// <summary>The wall clock's time, for what people and the driver write down.</summary>
    public DateTimeOffset Wall => time.GetUtcNow();

    /// <summary>The moment on this clock that the wall clock showed as microseconds since 1970.</summary>
    internal long FromWallUs(long microseconds) =>
        NowNs - ((long)(Wall - DateTimeOffset.UnixEpoch).TotalMicroseconds - microseconds) * 1000;
}
