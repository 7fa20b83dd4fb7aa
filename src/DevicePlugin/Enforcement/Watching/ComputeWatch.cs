namespace Coaster.Enforcement.Watching;

/// <summary>
/// Tells a container that nobody holds back from one that is: it got clearly more than its rate for five seconds, and there is proof that no bucket stood
/// in its way. A deep queue of launches from before a limit is no such proof: it runs dry, and is paid back.
/// </summary>
public sealed class ComputeWatch
{
    private const long ExcessPpm = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private TimeSpan? _overSince;
    private TimeSpan? _lastProof;
    private TimeSpan _lastUnits;

    /// <summary>Takes a look.</summary>
    /// <param name="look">What was seen.</param>
    /// <param name="now">The time on a clock that never goes back.</param>
    /// <returns>Whether it goes round its limit.</returns>
    public bool Look(ComputeLook look, TimeSpan now)
    {
        if (look.Launched)
            _lastUnits = now;
        if (!look.IsLimited || look.GotPpm <= look.RatePpm + ExcessPpm)
        {
            (_overSince, _lastProof) = (null, null);
            return false;
        }

        _overSince ??= now;
        if (look.LaunchedInDebt || look.HasUncountedProcess || now - _lastUnits > Silence)
            _lastProof = now;
        return now - _overSince >= Window && _lastProof is { } proof && now - proof < Window;
    }
}
