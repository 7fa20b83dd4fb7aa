using Coaster.Kubelet.Serving;
using Coaster.Slicing.Advertising;

namespace Coaster.Kubelet.Tests.Serving;

public sealed class DeviceFeedTests
{
    private static readonly AdvertisedResource None = new(Words.Memory, []);
    private readonly StoppedClock _clock = new();

    [Fact]
    public void TryClose_EmptyForLong_Closes()
    {
        var feed = new DeviceFeed(Words.Resource("A", 1), _clock);
        Assert.False(feed.TryClose(TimeSpan.Zero));
        _clock.Advance(TimeSpan.FromMinutes(20));
        Assert.True(feed.TrySet(None));
        Assert.False(feed.TryClose(TimeSpan.FromMinutes(10)));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(feed.TryClose(TimeSpan.FromMinutes(10)));
        Assert.False(feed.TrySet(Words.Resource("A", 1)));
        Assert.True(feed.IsClosed);
    }

    [Fact]
    public void TryClose_FilledMeanwhile_StaysOpen()
    {
        var feed = new DeviceFeed(Words.Resource("A", 1), _clock);
        feed.TrySet(None);
        _clock.Advance(TimeSpan.FromMinutes(9));
        feed.TrySet(Words.Resource("A", 1));
        feed.TrySet(None);
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.False(feed.TryClose(TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void Has_IdsOfTheMoment_AreThere()
    {
        var feed = new DeviceFeed(Words.Resource("A", 1), _clock);
        Assert.True(feed.Current.Has(Words.Id('A', 0)));
        feed.TrySet(Words.Resource("B", 1));
        Assert.False(feed.Current.Has(Words.Id('A', 0)));
    }
}
