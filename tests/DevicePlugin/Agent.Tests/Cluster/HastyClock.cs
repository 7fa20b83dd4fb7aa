namespace Coaster.Agent.Tests.Cluster;

/// <summary>A clock whose timers ring at once while it is hasty, and never otherwise.</summary>
internal sealed class HastyClock : TimeProvider
{
    public bool IsHasty { get; set; } = true;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, IsHasty ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
