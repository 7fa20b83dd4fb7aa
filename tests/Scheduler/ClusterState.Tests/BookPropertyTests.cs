using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.ClusterState.Tests;

/// <summary>Whatever comes in whatever order, no GPU is promised twice, and what the filter says is what can be had.</summary>
public sealed class BookPropertyTests
{
    private static readonly string[] Nodes = ["a", "b", "c"];
    private static readonly string[] Limits = ["gpu-mem=8", "gpu-mem=60,gpu-core=40", "gpu-mem=100", "gpu-block=30", "gpu=1", "gpu=2", "gpu-mem=80"];
    private static readonly string[] Policies = ["fragmentation", "binpack", "spread"];

    [Fact]
    public void Book_AnyHistory_NoGpuIsOverBooked() => Prop.ForAll(Steps().ToArbitrary(), steps =>
    {
        var cluster = new TestCluster().With("a", 2).With("b", 1).With("c", 4, 40);
        var running = new List<V1Pod>();
        foreach (var (at, (kind, number)) in steps.Index())
            Step(cluster, running, $"p{at}", kind, number);
        Assert.All(cluster.Book.View().SelectMany(node => node.Gpus), MustNotBeOverBooked);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Gen<(int Kind, int Number)[]> Steps() =>
        Gen.Choose(0, 9).Zip(Gen.Choose(0, 10_000)).ArrayOf(60);

    private static void Step(TestCluster cluster, List<V1Pod> running, string name, int kind, int number)
    {
        switch (kind)
        {
            case <= 5:
                Place(cluster, running, name, number);
                break;
            case 6 when running.Count > 0:
                End(cluster, running, number, pod => cluster.Book.Tell(WatchEventType.Modified, TestCluster.In(pod, "Succeeded")));
                break;
            case 7 when running.Count > 0:
                End(cluster, running, number, pod => cluster.Book.Tell(WatchEventType.Deleted, TestCluster.Started(pod)));
                break;
            default:
                cluster.Pass(number % 40);
                break;
        }
    }

    private static void Place(TestCluster cluster, List<V1Pod> running, string name, int number)
    {
        var pod = TestCluster.Pod(name, Limits[number % Limits.Length], ("gpu-policy", Policies[number % Policies.Length]));
        var fitting = cluster.Filter(pod, Nodes).Fitting;
        var scores = cluster.Book.Prioritize(cluster.Book.Read(pod)!, [.. fitting.Select(place => Nodes[place])], 10);
        Assert.Equal(fitting.Count > 0 ? 1 : 0, scores.Count(score => score == 10));
        if (fitting.Count == 0)
            Assert.All(Nodes, node => Assert.NotNull(cluster.Book.Reserve(pod.Metadata.Uid, node).Refusal));
        // Every third is not bound after all, and each fifth goes elsewhere than the best.
        else if (number % 3 > 0)
            running.Add(cluster.Run(pod, Nodes[fitting[number % 5 == 0 ? 0 : Array.IndexOf([.. scores], 10)]]));
    }

    private static void End(TestCluster cluster, List<V1Pod> running, int number, Action<V1Pod> tell)
    {
        var pod = running[number % running.Count];
        running.Remove(pod);
        tell(pod);
    }

    private static void MustNotBeOverBooked(GpuView gpu)
    {
        Assert.True(gpu.Holders.Count == 1 || gpu.Holders.All(holder => holder.Kind == "share"), $"{gpu.Uuid} is held by several, not all of them shares");
        Assert.True(gpu.Holders.Where(holder => holder.Kind == "share").Sum(holder => holder.MemoryMiB) <= gpu.MemoryMiB, $"{gpu.Uuid} has less memory than is promised");
        Assert.True(gpu.Holders.Where(holder => holder.Kind == "share").Sum(holder => holder.CorePercent) <= 100, $"{gpu.Uuid} has less compute than is promised");
    }
}
