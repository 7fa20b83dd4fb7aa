using Coaster.KubeApi.Events;
using Coaster.KubeTesting;

namespace Coaster.KubeApi.Tests.Events;

public sealed class TokenBucketTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void HasToken_TimeGoesOn_OneComesBackEachIntervalUpToTheBurst()
    {
        var bucket = new TokenBucket(3, TimeSpan.FromSeconds(10), _clock);
        Assert.Equal(3, Drain(bucket));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, Drain(bucket));
        _clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(2, Drain(bucket));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, Drain(bucket));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, Drain(bucket));
    }

    private static int Drain(TokenBucket bucket)
    {
        var taken = 0;
        for (; bucket.HasToken; taken++)
            bucket.Take();
        return taken;
    }
}
