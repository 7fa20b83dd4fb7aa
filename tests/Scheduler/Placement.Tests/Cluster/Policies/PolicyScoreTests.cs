using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies;
using Coaster.Placement.Cluster.Policies.Gradient;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Tests.Cluster.Policies;

/// <summary>Numbers of the FGD paper's artefact.</summary>
public sealed class PolicyScoreTests
{
    [Theory]
    [InlineData(1087.8187, 96_000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000)]
    [InlineData(271.9547, 104_000, 1000, 1000)]
    [InlineData(359.2583, 16_000, 1000, 1000)]
    [InlineData(605.2022, 8_000, 1000)]
    [InlineData(1140.5202, 96_000, 190, 1000, 1000, 1000, 1000, 1000, 1000, 1000)]
    [InlineData(2865.8254, 4_000, 1000, 1000, 1000, 1000, 0, 0, 0, 0)]
    [InlineData(1084.5738, 20_000, 530, 340, 190, 0, 0, 0, 0, 1000)]
    [InlineData(607.9269, 104_000, 460, 190)]
    public void Fragments_Node_IsAsPublished(double fragments, int cpuMilli, params int[] freeMilli) =>
        Assert.Equal(fragments, new FragmentationGradientPolicy(Openb.Mix).Fragments(Openb.Cluster(cpuMilli, freeMilli).Nodes[0]), 4);

    [Theory]
    [InlineData("fgd", 53, 42, 53)]
    [InlineData("bestfit", 26, 22, 18)]
    [InlineData("dotprod", 92, 95, 98)]
    [InlineData("packing", 49, 49, 99)]
    [InlineData("clustering", 2, 77, 77)]
    public void Score_NodeWithOneShare_IsAsPublished(string policy, int whole, int large, int small)
    {
        var cluster = Openb.Cluster(96_000, 190, 1000, 1000, 1000, 1000, 1000, 1000, 1000);
        var scored = Make(policy, cluster);
        Assert.Equal((whole, 0b10u), Score(Openb.Pod(8_000, 1)));
        Assert.Equal((large, 0b10u), Score(Openb.Pod(6_000, 1, 460)));
        Assert.Equal((small, 0b01u), Score(Openb.Pod(1_000, 1, 160)));

        (int Score, uint Gpus) Score(PodShape pod)
        {
            var choice = scored.Score(cluster.Nodes[0], pod);
            return (choice.Score, choice.Gpus);
        }
    }

    [Theory]
    [InlineData("packing")]
    [InlineData("clustering")]
    public void Score_PodWithoutGpu_IsTheSameEverywhere(string policy)
    {
        var cluster = Openb.Cluster(96_000, 190, 1000);
        var scored = Make(policy, cluster);
        Assert.All(cluster.Nodes, node => Assert.Equal(new Choice(0, 0), scored.Score(node, Openb.Pod(1_000, 0))));
    }

    [Theory]
    [InlineData(77, 810)]
    [InlineData(55, 810, 1)]
    [InlineData(3, 0, 1)]
    public void Clustering_OtherPodsBeside_IsWorse(int score, int share, int whole = 0)
    {
        var cluster = new ClusterRoom([Openb.Node(96_000, 8)]);
        if (share > 0)
            cluster.Take(0, Openb.Pod(0, 1, share), 1);
        if (whole > 0)
            cluster.Take(0, Openb.Pod(0, 1), 2);
        Assert.Equal(score, new ClusteringPolicy(cluster).Score(cluster.Nodes[0], Openb.Pod(0, 1, 320)).Score);
    }

    [Fact]
    public void Packing_IdleNode_ComesLast()
    {
        var cluster = new ClusterRoom([Openb.Node(96_000, 8), Openb.Node(96_000, 2)]);
        Assert.Equal([25, 31], cluster.Nodes.Select(node => new PackingPolicy().Score(node, Openb.Pod(0, 1)).Score));
    }

    [Fact]
    public void Random_ManyPods_UsesEveryNodeAndEveryGpu()
    {
        var cluster = new ClusterRoom([Openb.Node(96_000, 2), Openb.Node(0, 2), Openb.Node(96_000, 2)]);
        var placer = new ClusterPlacer(cluster, new RandomPolicy(7));
        var targets = Enumerable.Range(0, 100).Select(_ => placer.Place(Openb.Pod(1, 1, 1))).ToHashSet();
        Assert.Equal([new Target(0, 1), new Target(0, 2), new Target(2, 1), new Target(2, 2)], targets.OfType<Target>().OrderBy(target => (target.Node, target.Gpus)));
    }

    [Fact]
    public void Random_SameSeed_ChoosesTheSame() => Assert.Equal(Run(), Run());

    private static List<Target?> Run()
    {
        var placer = new ClusterPlacer(new ClusterRoom([Openb.Node(96_000, 8), Openb.Node(96_000, 8)]), new RandomPolicy(3));
        return [.. Enumerable.Range(0, 40).Select(_ => placer.Place(Openb.Pod(1, 1, 500)))];
    }

    private static IClusterPolicy Make(string name, ClusterRoom cluster) => name switch
    {
        "fgd" => new FragmentationGradientPolicy(Openb.Mix),
        "bestfit" => new BestFitClusterPolicy(cluster),
        "dotprod" => new DotProductPolicy(cluster),
        "packing" => new PackingPolicy(),
        _ => new ClusteringPolicy(cluster),
    };
}
