using Coaster.Placement.Cluster.Demand;

namespace Coaster.Placement.Tests.Cluster.Demand;

public sealed class LearnedMixTests
{
    private static readonly PodShape Expected = Openb.Pod(90_000, 8);

    [Fact]
    public void Add_SomePods_CountsThem()
    {
        var mix = new LearnedMix([Expected]);
        Assert.Equal([true, true, false, false], new[] { 1, 2, 1, 1 }.Select(cpu => mix.Add(Openb.Pod(cpu, 1))));
        Assert.Equal(3, mix.Counts[Openb.Pod(1, 1)], 9);
        Assert.Equal(1, mix.Counts[Openb.Pod(2, 1)], 9);
        Assert.InRange(mix.Counts[Expected], 0.01, 1);
        Assert.Equal(mix.Counts.Values.Sum(), mix.Total, 9);
    }

    [Fact]
    public void Add_NoTwoAlike_IsBounded()
    {
        var mix = new LearnedMix([Expected]);
        for (var pod = 0; pod < 100_000; pod++)
        {
            mix.Add(Openb.Pod(pod, 1));
            Assert.InRange(mix.Counts.Count, 1, LearnedMix.MostClasses);
        }

        Assert.Contains(Expected, mix.Counts);
        Assert.Contains(Openb.Pod(99_999, 1), mix.Counts);
        Assert.Equal(mix.Counts.Values.Sum(), mix.Total, 6);
    }

    [Fact]
    public void Add_OtherPodsThanBefore_TheEarlierOnesAreForgotten()
    {
        var mix = new LearnedMix([Expected]);
        for (var pod = 0; pod < 60_000; pod++)
            mix.Add(Openb.Pod(pod < 20_000 ? 1 : 2, 1));
        Assert.InRange(mix.Counts[Openb.Pod(1, 1)] / mix.Counts[Openb.Pod(2, 1)], 0, 0.2);
    }

    [Fact]
    public void New_MoreIsExpectedThanIsKept_StillLearns()
    {
        var mix = new LearnedMix(Enumerable.Range(1, 1000).Select(cpu => Openb.Pod(cpu, 1)));
        mix.Add(Openb.Pod(5_000, 1));
        Assert.Contains(Openb.Pod(5_000, 1), mix.Counts);
    }
}
