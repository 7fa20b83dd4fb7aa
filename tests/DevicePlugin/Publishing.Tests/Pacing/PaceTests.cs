using Coaster.KubeTesting;
using Coaster.Publishing.Pacing;

namespace Coaster.Publishing.Tests.Pacing;

public sealed class PaceTests
{
    [Fact]
    public void Next_WritesThatFollowEachOther_DoublesUpToTheBound()
    {
        var pace = new Pace(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6), new FakeClock());
        foreach (var bound in new double[] { 1, 2, 4, 6, 6 })
            Assert.InRange(pace.Next().TotalSeconds, bound / 2, bound);
    }

    [Fact]
    public void Next_AfterAQuietTime_BeginsAnew()
    {
        var clock = new FakeClock();
        var pace = new Pace(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), clock);
        for (var i = 0; i < 4; i++)
            pace.Next();
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.InRange(pace.Next().TotalSeconds, 0.5, 1);
    }
}
