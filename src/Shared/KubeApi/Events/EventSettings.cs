namespace Coaster.KubeApi.Events;

/// <summary>How many events are written. The bounds are kept by waiting for none: what is over them is counted, and dropped.</summary>
public sealed record EventSettings
{
    /// <summary>How many writes may come at once.</summary>
    public int Burst { get; init; } = 100;

    /// <summary>How often one more write is allowed after that.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many writes may come at once for one object.</summary>
    public int BurstOfObject { get; init; } = 25;

    /// <summary>How often one more write is allowed for that object after that.</summary>
    public TimeSpan IntervalOfObject { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many objects and how many different events are remembered; of more, the oldest are forgotten.</summary>
    public int Remembered { get; init; } = 4096;
}
