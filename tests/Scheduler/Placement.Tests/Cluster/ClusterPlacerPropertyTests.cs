using System.Numerics;
using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies;
using Coaster.Placement.Cluster.Policies.Capacity;
using Coaster.Placement.Cluster.Policies.Gradient;
using Coaster.Placement.Cluster.Room;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Placement.Tests.Cluster;

/// <summary>Pods come and go in any order, on a few small nodes, under each policy.</summary>
public sealed class ClusterPlacerPropertyTests
{
    private const int Policies = 7;

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
    public void Place_AnyHistory_GivesOnlyWhatIsFree() => Holds((cluster, pod, target, before) =>
        target is null || (before[target.Value.Node].Fits && BitOperations.PopCount(target.Value.Gpus) == pod.Gpus
            && cluster.Nodes[target.Value.Node].CpuMilli == before[target.Value.Node].Cpu - pod.CpuMilli
            && cluster.Nodes.All(node => node.CpuMilli >= 0 && node.Gpus.ToArray().All(gpu => gpu.MemoryMiB >= 0 && gpu.CorePercent >= 0))));

    [Fact]
    public void Place_AnyHistory_RefusesOnlyWhatFitsNowhere() => Holds((_, _, target, before) => target is not null || !before.Any(node => node.Fits));

    /// <summary>But for the random policy, which draws for each look.</summary>
    [Fact]
    public void Place_AnyHistory_IsAsIfAllWereLookedAtAnew() =>
        Prop.ForAll(Nodes.ToArbitrary(), Pods.ArrayOf().ToArbitrary(), Gen.Choose(0, Policies - 2).ToArbitrary(), (nodes, pods, number) =>
        {
            var (kept, fresh) = (new ClusterRoom(nodes), new ClusterRoom(nodes));
            var placer = new ClusterPlacer(kept, Policy(number, kept));
            var policy = Policy(number, fresh);
            return pods.All(pod => placer.Place(pod) == PlaceAnew(fresh, policy, pod));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    [Fact]
    public void Place_MoreShapesThanAreKept_IsAsIfAllWereLookedAtAnew()
    {
        NodeCapacity[] nodes = [.. Enumerable.Repeat(Openb.Node(10_000_000, 32), 3)];
        var (kept, fresh) = (new ClusterRoom(nodes), new ClusterRoom(nodes));
        var (placer, policy) = (new ClusterPlacer(kept, new PackingPolicy()), new PackingPolicy());
        for (var number = 0; number < 2000; number++)
        {
            var pod = Openb.Pod(1 + (number * 7 % 1200), 1, 10);
            Assert.Equal(PlaceAnew(fresh, policy, pod), placer.Place(pod));
        }
    }

    private static Target? PlaceAnew(ClusterRoom cluster, IClusterPolicy policy, PodShape pod)
    {
        policy.Arrived(pod);
        var node = cluster.Nodes.Where(node => node.Fits(pod)).MaxBy(node => policy.Score(node, policy.Alike(pod)).Score);
        if (node is null)
            return null;
        var target = new Target(node.Number, policy.Score(node, pod).Gpus);
        cluster.Take(node.Number, pod, target.Gpus);
        return target;
    }

    private static void Holds(Func<ClusterRoom, PodShape, Target?, (bool Fits, int Cpu)[], bool> law) =>
        Prop.ForAll(Nodes.ToArbitrary(), Pods.ArrayOf().ToArbitrary(), Gen.Choose(0, Policies - 1).ToArbitrary(), (nodes, pods, policy) => Holds(nodes, pods, policy, law))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    private static bool Holds(
        NodeCapacity[] nodes, PodShape[] pods, int number, Func<ClusterRoom, PodShape, Target?, (bool Fits, int Cpu)[], bool> law)
    {
        var cluster = new ClusterRoom(nodes);
        var placer = new ClusterPlacer(cluster, Policy(number, cluster));
        var running = new Queue<(PodShape Pod, Target Target)>();
        foreach (var pod in pods)
        {
            var before = cluster.Nodes.Select(node => (node.Fits(pod), node.CpuMilli)).ToArray();
            var target = placer.Place(pod);
            if (!law(cluster, pod, target, before))
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
        5 => new RemainingCapacityPolicy(cluster),
        _ => new RandomPolicy(1),
    };
}
