using Coaster.Settings;

namespace Coaster.Enforcement.Watching;

/// <summary>
/// Decides when a container that is over a limit is warned about and when it is acted on: at first sight, and when it is still over it half a second later.
/// One that is acted on is acted on again for as long as it is over: a process may have escaped the first time.
/// </summary>
/// <param name="action">What the administrator wants.</param>
public sealed class WatchPolicy(OverLimit action)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private TimeSpan _since;

    /// <summary>How the container stands.</summary>
    public WatchState State { get; private set; }

    /// <summary>Takes a look.</summary>
    /// <param name="isOver">Whether it is over a limit now.</param>
    /// <param name="now">The time on a clock that never goes back.</param>
    public WatchStep Look(bool isOver, TimeSpan now)
    {
        if (!isOver)
            return Recover();
        if (State == WatchState.Ok)
        {
            (State, _since) = (WatchState.Warned, now);
            return WatchStep.Warn;
        }

        if (action == OverLimit.Warn || now - _since < Patience || State == WatchState.Frozen)
            return WatchStep.None;
        State = action == OverLimit.Freeze ? WatchState.Frozen : WatchState.Killed;
        _since = now;
        return WatchStep.Act;
    }

    /// <summary>What was to be done could not be: it is tried again.</summary>
    public void Failed() => State = WatchState.Warned;

    private WatchStep Recover()
    {
        if (State is WatchState.Ok or WatchState.Killed)
            return WatchStep.None;
        State = WatchState.Ok;
        return WatchStep.Recover;
    }
}
