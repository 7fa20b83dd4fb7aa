namespace Coaster.KubeApi.Events;

/// <summary>Who may write now: all together, and each object, have a bound. Not safe for several threads.</summary>
internal sealed class EventLimits(EventSettings settings, TimeProvider time)
{
    private readonly TokenBucket _all = new(settings.Burst, settings.Interval, time);
    private readonly BoundedMemory<string, TokenBucket> _objects = new(settings.Remembered);

    public bool TryTake(string uid)
    {
        var own = _objects.GetOrAdd(uid, () => new TokenBucket(settings.BurstOfObject, settings.IntervalOfObject, time));
        if (!own.HasToken || !_all.HasToken)
            return false;
        own.Take();
        _all.Take();
        return true;
    }
}
