using Coaster.GpuModel.Inventory;
using Coaster.Health.Book;
using Coaster.Health.Probing;

namespace Coaster.Health.Judging;

/// <summary>What is known of one GPU, and what follows from it. One thread at a time.</summary>
/// <param name="uuid">The GPU.</param>
/// <param name="quiet">How long it must be without a complaint to be healthy again.</param>
internal sealed class GpuRecord(string uuid, TimeSpan quiet)
{
    private Cause? _trouble;
    private TimeSpan _troubleAt;
    private TimeSpan? _cleanSince;
    private string? _stall;
    private bool _looked;

    /// <summary>The GPU.</summary>
    public string Uuid => uuid;

    /// <summary>Its MIG devices when it told them last.</summary>
    public IReadOnlyList<string> Migs { get; private set; } = [];

    /// <summary>How it is; null before the first answer.</summary>
    public GpuCondition? Condition { get; private set; }

    /// <summary>Whether the driver lists it as one that answers.</summary>
    public bool IsThere { get; private set; }

    /// <summary>Whether nothing is known of it now.</summary>
    public bool IsStalled => _stall is not null;

    /// <summary>What was known of it before anybody asked.</summary>
    public void Expect(GpuHealth health, IEnumerable<string> migs, DateTimeOffset wall)
    {
        Migs = [.. migs];
        Condition = new GpuCondition(uuid, health, health == GpuHealth.Healthy ? "" : "it was found like this", wall, null);
    }

    /// <summary>The driver's list has come: the GPU is in it, or null.</summary>
    public void Listed(ListedGpu? listed, TimeSpan at)
    {
        IsThere = listed is { Silence: null };
        Migs = listed?.Migs ?? Migs;
        if (listed is null)
            Suffer(Cause.Vanished, at);
        else if (listed.Silence is { } silence)
            Suffer(new Cause(GpuHealth.Lost, silence), at);
    }

    /// <summary>The GPU has answered a look.</summary>
    /// <param name="look">The answer.</param>
    /// <param name="asked">When it was asked: an answer says nothing about what came after the question.</param>
    public void Looked(GpuLook look, TimeSpan asked)
    {
        (_stall, _looked) = (null, true);
        if (Cause.Of(look) is { } cause)
            Suffer(cause, asked);
        else if (asked >= _troubleAt)
            _cleanSince ??= asked;
    }

    /// <summary>Something is wrong with it.</summary>
    public void Suffer(Cause cause, TimeSpan at)
    {
        _cleanSince = null;
        if (Replaces(cause, at))
            _trouble = cause;
        _troubleAt = at > _troubleAt ? at : _troubleAt;
    }

    /// <summary>The driver does not answer for it, or at all.</summary>
    public void Stall(string reason)
    {
        (_stall, _looked, _cleanSince) = (reason, false, null);
    }

    /// <summary>Draws the conclusion; true when it is another than before.</summary>
    public bool Conclude(TimeSpan now, DateTimeOffset wall)
    {
        if (_cleanSince is { } since && now - since >= quiet)
            _trouble = null;
        if (Current() is not { } cause || (Condition is { } old && (old.Health, old.Reason, old.Xid) == (cause.Health, cause.Reason, cause.Xid)))
            return false;
        var from = Condition is { } before && before.Health == cause.Health ? before.Since : wall;
        Condition = new GpuCondition(uuid, cause.Health, cause.Reason, from, cause.Xid);
        return true;
    }

    /// <summary>A trouble that has a cause is told before one that only shows that nobody answers; without any, what was true stays so until a look.</summary>
    private Cause? Current()
    {
        if (_trouble is not null)
            return _trouble;
        if (_stall is not null)
            return new Cause(GpuHealth.Stalled, _stall);
        return _looked ? new Cause(GpuHealth.Healthy, "") : null;
    }

    /// <summary>The worse health wins, and an XID's words before others'; a GPU that answers and is only degraded is no longer lost.</summary>
    private bool Replaces(Cause cause, TimeSpan at)
    {
        if (_trouble is null || cause.Health > _trouble.Health)
            return true;
        if (cause.Health < _trouble.Health)
            return cause.Xid is null && at > _troubleAt;
        return _trouble.Xid is null;
    }
}
