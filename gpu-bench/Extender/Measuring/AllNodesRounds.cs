using System.Diagnostics;
using Coaster.GpuBench.Extender.Calls;
using Coaster.GpuBench.Extender.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Extender.Measuring;

/// <summary>All nodes are asked about for one pod, as a kube-scheduler does that is told to look at 100 % of them.</summary>
internal sealed class AllNodesRounds(BenchCluster cluster, ExtenderCalls ours, ExtenderCalls bare, CancellationToken interrupted)
{
    private const int WarmUp = 20;
    private const int RestMilliseconds = 5;
    private const double MostMilliseconds = 15;
    private readonly Samples _ours = new();
    private readonly Samples _bare = new();

    internal async Task<Row> MeasureAsync(int rounds)
    {
        (ExtenderCalls Calls, Samples Times)[] variants = [(ours, _ours), (bare, _bare)];
        await new Turns(WarmUp, RestMilliseconds, interrupted).TakeAsync(variants, rounds, FilterAsync);
        return new Row($"filter of {cluster.Nodes.Names.Count} nodes", "ms", "the same call, HTTP and JSON alone", _ours, _bare)
        {
            Aim = new Aim(99, MostMilliseconds),
        };
    }

    private async Task FilterAsync((ExtenderCalls Calls, Samples Times) variant, bool counts)
    {
        var pod = cluster.Create();
        var question = Questions.Args(pod, cluster.Nodes.Names);
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        var answer = await variant.Calls.PostAsync("/filter", question);
        var took = Stopwatch.GetElapsedTime(started);
        if (Answers.Fitting(answer).Count > 0 && counts)
            variant.Times.Add(took.TotalMilliseconds);
        cluster.Delete(pod);
    }
}
