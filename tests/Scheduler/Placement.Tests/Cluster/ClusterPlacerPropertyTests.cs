using System.Numerics;
using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies;
using Coaster.Placement.Cluster.Room;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Placement.Tests.Cluster;

/// <summary>Pods come and go in any order, on a few small nodes, under each policy.</summary>
public sealed class ClusterPlacerPropertyTests
{
    private static readonly Gen<PodShape> Pods =
        from cpu in Gen.Choose(0, 6)
        from gpus in Gen.Choose(0, 3)
        from milli in Gen.Elements(100, 300, 500, 810, GpuRoom.WholeMilli)
        from core in Gen.Elements(0, 0, 25, 60)
        from models in Gen.Elements(ModelSet.Any, new ModelSet(1), new ModelSet(2))
        let pod = Openb.Pod(cpu * 1000, gpus, milli) with { Models = models }
        select pod.IsShare ? pod with { Each = pod.Each with { CorePercent = core } } : pod;

    private static readonly Gen<NodeCapacity[]> Nodes = Gen.ArrayOf(
        from cpu in Gen.Choose(0, 20)
        from gpus in Gen.Choose(0, 4)
        from model in Gen.Choose(0, 1)
        select Openb.Node(cpu * 1000, gpus, model));

    [Fact]
    public void Place_AnyHistory_GivesOnlyWhatIsFree() => Holds((_, cluster, pod, target, before) =>
        target is null || (before[target.Value.Node].Fits && BitOperations.PopCount(target.Value.Gpus) == pod.Gpus
            && cluster.Nodes[target.Value.Node].CpuMilli == before[target.Value.Node].Cpu - pod.CpuMilli
            && cluster.Nodes.All(node => node.CpuMilli >= 0 && node.Gpus.ToArray().All(gpu => gpu.MemoryMiB >= 0 && gpu.CorePercent >= 0))));

    [Fact]
    public void Place_AnyHistory_RefusesOnlyWhatFitsNowhere() => Holds((_, _, _, target, before) => target is not null || !before.Any(node => node.Fits));

    [Fact]
    public void Place_AnyHistory_IsAsIfAllWereLookedAtAnew() => Holds((policy, _, _, target, before) =>
        policy is RandomPolicy || target is null || Array.IndexOf(before, before.MaxBy(node => node.Score)) == target.Value.Node);

    private static void Holds(Func<IClusterPolicy, ClusterRoom, PodShape, Target?, (bool Fits, int Score, int Cpu)[], bool> law) =>
        Prop.ForAll(Nodes.ToArbitrary(), Pods.ArrayOf().ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (nodes, pods, policy) => Holds(nodes, pods, policy, law))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    private static bool Holds(
        NodeCapacity[] nodes, PodShape[] pods, int number, Func<IClusterPolicy, ClusterRoom, PodShape, Target?, (bool Fits, int Score, int Cpu)[], bool> law)
    {
        var cluster = new ClusterRoom(nodes);
        var policy = Policy(number, cluster);
        var placer = new ClusterPlacer(cluster, policy);
        var running = new Queue<(PodShape Pod, Target Target)>();
        foreach (var pod in pods)
        {
            var before = cluster.Nodes.Select(node => (node.Fits(pod), node.Fits(pod) ? policy.Score(node, pod).Score : Choice.None, node.CpuMilli)).ToArray();
            var target = placer.Place(pod);
            if (!law(policy, cluster, pod, target, before))
                return false;
            if (target is { } placed)
                running.Enqueue((pod, placed));
            if (running.Count > 4 && running.Dequeue() is var ended)
                cluster.GiveBack(ended.Target.Node, ended.Pod, ended.Target.Gpus);
        }

        while (running.TryDequeue(out var left))
            cluster.GiveBack(left.Target.Node, left.Pod, left.Target.Gpus);
        return cluster.Nodes.Zip(nodes).All(node => node.First.CpuMilli == node.Second.CpuMilli && node.First.Gpus.ToArray().All(gpu => gpu.IsEmpty));
    }

    private static IClusterPolicy Policy(int number, ClusterRoom cluster) => number switch
    {
        0 => new FragmentationGradientPolicy(Openb.Mix),
        1 => new BestFitClusterPolicy(cluster),
        2 => new DotProductPolicy(cluster),
        3 => new PackingPolicy(),
        4 => new ClusteringPolicy(cluster),
        _ => new RandomPolicy(1),
    };
}
