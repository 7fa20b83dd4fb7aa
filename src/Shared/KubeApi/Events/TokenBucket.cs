namespace Coaster.KubeApi.Events;

/// <summary>Allows some at once, and after that one each interval. Not safe for several threads.</summary>
internal sealed class TokenBucket(int burst, TimeSpan interval, TimeProvider time)
{
    private int _taken;
    private long _filled = time.GetTimestamp();

    public bool HasToken
    {
        get
        {
            Fill();
            return _taken < burst;
        }
    }

    public void Take() => _taken++;

    private void Fill()
    {
        var intervals = (long)(time.GetElapsedTime(_filled) / interval);
        if (intervals <= 0)
            return;
        _taken = (int)Math.Max(0, _taken - intervals);
        _filled += (long)(intervals * interval.TotalSeconds * time.TimestampFrequency);
    }
}
