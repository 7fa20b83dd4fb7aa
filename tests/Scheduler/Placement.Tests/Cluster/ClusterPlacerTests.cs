using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Tests.Cluster;

public sealed class ClusterPlacerTests
{
    [Fact]
    public void Place_EqualNodes_TakesTheFirst()
    {
        var placer = new ClusterPlacer(new ClusterRoom([Openb.Node(1_000, 1), Openb.Node(1_000, 1)]), new PackingPolicy());
        Assert.Equal([new Target(0, 1), new Target(1, 1), null], Enumerable.Range(0, 3).Select(_ => placer.Place(Openb.Pod(1_000, 1))));
    }

    [Theory]
    [InlineData(1_001, 0, 1000, 0)]
    [InlineData(0, 2, 1000, 0)]
    [InlineData(0, 1, 1001, 0)]
    [InlineData(0, 1, 1000, 11)]
    public void Place_MoreThanAnyNodeHas_IsNull(int cpuMilli, int gpus, int milli, int memoryMiB)
    {
        var cluster = new ClusterRoom([Openb.Node(1_000, 1, memoryMiB: 10)]);
        Assert.Null(new ClusterPlacer(cluster, new BestFitClusterPolicy(cluster)).Place(Openb.Pod(cpuMilli, gpus, milli, memoryMiB)));
        Assert.Equal(0, cluster.Changes);
    }

    [Fact]
    public void Place_OtherModel_IsNull()
    {
        var cluster = new ClusterRoom([Openb.Node(1_000, 1, model: 3)]);
        var placer = new ClusterPlacer(cluster, new PackingPolicy());
        Assert.Null(placer.Place(Openb.Pod(0, 1) with { Models = new ModelSet(0b0111) }));
        Assert.NotNull(placer.Place(Openb.Pod(0, 1) with { Models = new ModelSet(0b1000) }));
    }

    [Fact]
    public void Place_PodWithoutGpu_MindsNoModel() => Assert.NotNull(
        new ClusterPlacer(new ClusterRoom([Openb.Node(1_000, 1, model: 3)]), new PackingPolicy()).Place(Openb.Pod(1, 0) with { Models = default }));

    [Fact]
    public void Place_NoNodes_IsNull() => Assert.Null(new ClusterPlacer(new ClusterRoom([]), new PackingPolicy()).Place(Openb.Pod(1, 0)));

    [Fact]
    public void Place_GivenBack_CanBeHadAgain()
    {
        var cluster = new ClusterRoom([Openb.Node(1_000, 2)]);
        var placer = new ClusterPlacer(cluster, new PackingPolicy());
        var pod = Openb.Pod(1_000, 2);
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.Equal(new Target(0, 0b11), placer.Place(pod));
            Assert.Null(placer.Place(pod));
            cluster.GiveBack(0, pod, 0b11);
        }
    }
}
