using Coaster.KubeApi.Models;

namespace Coaster.Scheduler.Leading;

/// <summary>
/// The lease as it was seen last, and since when it is like that. Whether it has ended is told by this clock alone: those of others are not believed.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class SeenLease(TimeProvider time)
{
    private readonly Lock _lock = new();
    private V1LeaseSpec _spec = new();
    private long _since = time.GetTimestamp();

    /// <summary>Who has it, empty for nobody.</summary>
    public string Holder
    {
        get
        {
            lock (_lock)
                return _spec.HolderIdentity;
        }
    }

    /// <summary>It is like this now.</summary>
    public void See(V1Lease now)
    {
        lock (_lock)
            if (_spec != now.Spec)
                (_spec, _since) = (now.Spec, time.GetTimestamp());
    }

    /// <summary>Whether its holder has not renewed it for so long.</summary>
    public bool IsSilentFor(TimeSpan duration)
    {
        lock (_lock)
            return time.GetElapsedTime(_since) > duration;
    }
}
