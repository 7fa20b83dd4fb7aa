namespace Coaster.Kubelet.Tests;

/// <summary>A clock that goes when it is told to.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private long _ticks = TimeSpan.TicksPerHour;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => _ticks += by.Ticks;

    public override long GetTimestamp() => _ticks;
}
