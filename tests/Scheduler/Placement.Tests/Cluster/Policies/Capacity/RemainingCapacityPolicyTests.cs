using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies.Capacity;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Tests.Cluster.Policies.Capacity;

public sealed class RemainingCapacityPolicyTests
{
    [Fact]
    public void Place_SmallPodsOnly_LeaveTheLargeNodeEmpty()
    {
        var cluster = new ClusterRoom([Openb.Node(96_000, 8), .. Enumerable.Repeat(Openb.Node(24_000, 2), 4)]);
        Assert.DoesNotContain(0, Place(cluster, Openb.Pod(6_000, 1), 6));
        Assert.NotNull(new ClusterPlacer(cluster, new RemainingCapacityPolicy(cluster)).Place(Openb.Pod(90_000, 8)));
    }

    [Fact]
    public void Place_Shares_FillOneGpuAfterTheOther()
    {
        var cluster = new ClusterRoom([Openb.Node(96_000, 8), Openb.Node(96_000, 8)]);
        Place(cluster, Openb.Pod(1_000, 1, 500), 4);
        Assert.Equal(14, cluster.Nodes.Sum(node => node.Gpus.ToArray().Count(gpu => gpu.IsEmpty)));
    }

    [Fact]
    public void Place_PodThatAnyModelServes_LeavesTheOneThatOthersNeed()
    {
        var cluster = new ClusterRoom([Openb.Node(96_000, 4, model: 1), Openb.Node(96_000, 4)]);
        var policy = new RemainingCapacityPolicy(cluster);
        for (var pod = 0; pod < 10; pod++)
            policy.Arrived(Openb.Pod(4_000, 1) with { Models = new ModelSet(0b10) });
        Assert.Equal(1, new ClusterPlacer(cluster, policy).Place(Openb.Pod(4_000, 1))?.Node);
    }

    [Fact]
    public void Place_PodWithoutGpu_GoesWhereNobodyMissesItsProcessors()
    {
        var cluster = new ClusterRoom([Openb.Node(32_000, 8), Openb.Node(96_000, 2)]);
        var policy = new RemainingCapacityPolicy(cluster);
        for (var pod = 0; pod < 10; pod++)
            policy.Arrived(Openb.Pod(4_000, 1));
        Assert.Equal(1, new ClusterPlacer(cluster, policy).Place(Openb.Pod(16_000, 0))?.Node);
    }

    [Fact]
    public void Arrived_NewKindOfPod_IsLearnedSoon()
    {
        var policy = new RemainingCapacityPolicy(new ClusterRoom([Openb.Node(96_000, 8)]));
        policy.Arrived(Openb.Pod(1_000, 1));
        var before = policy.Knowledge;
        policy.Arrived(Openb.Pod(1_000, 0));
        Assert.Equal(before, policy.Knowledge);
        policy.Arrived(Openb.Pod(2_000, 1));
        policy.Arrived(Openb.Pod(2_000, 1));
        Assert.NotEqual(before, policy.Knowledge);
    }

    [Fact]
    public void Place_NoGpusAnywhere_StillPlacesPodsWithoutGpu()
    {
        var cluster = new ClusterRoom([Openb.Node(1_000, 0)]);
        Assert.Equal([0, -1], Place(cluster, Openb.Pod(1_000, 0), 2));
    }

    /// <summary>The nodes that so many pods went to, -1 for none.</summary>
    private static List<int> Place(ClusterRoom cluster, PodShape pod, int count)
    {
        var placer = new ClusterPlacer(cluster, new RemainingCapacityPolicy(cluster));
        return [.. Enumerable.Range(0, count).Select(_ => placer.Place(pod)?.Node ?? -1)];
    }
}
