using Coaster.GpuBench.Extender.Calls;
using Coaster.GpuBench.Extender.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Extender.Measuring;

/// <summary>Pods are placed in blocks, by the scheduler and by the extender that knows nothing in turns.</summary>
internal sealed class CycleRounds
{
    private const int Block = 100;
    private const int WarmUp = 3;
    private const int RestMilliseconds = 5;
    private const double MostMilliseconds = 5;
    private const double LeastPods = 700;
    private const string Same = "the same call, HTTP and JSON alone";
    private readonly CancellationToken _interrupted;
    private readonly NodeSample _sample;
    private readonly KubeScheduler _ours;
    private readonly KubeScheduler _bare;

    internal CycleRounds(BenchCluster cluster, ExtenderCalls ours, ExtenderCalls bare, CancellationToken interrupted)
    {
        (_interrupted, _sample) = (interrupted, new NodeSample(cluster.Nodes.Names));
        _ours = new KubeScheduler(ours, _sample, cluster.Create, cluster.Begin, cluster.Delete);
        _bare = new KubeScheduler(bare, new NodeSample(cluster.Nodes.Names), cluster.Imagine, _ => { }, _ => { });
    }

    /// <summary>What was measured of the scheduler.</summary>
    internal CycleTimes Ours { get; } = new();

    internal async Task<IReadOnlyList<Row>> MeasureAsync(int pods)
    {
        var bare = new CycleTimes();
        (KubeScheduler Scheduler, CycleTimes Times)[] variants = [(_ours, Ours), (_bare, bare)];
        await new Turns(WarmUp, RestMilliseconds, _interrupted).TakeAsync(variants, (pods + Block - 1) / Block, PlaceAsync);
        return
        [
            new Row($"filter of {_sample.Size} nodes", "ms", Same, Ours.Filter, bare.Filter) { Aim = new Aim(99, MostMilliseconds) },
            new Row("prioritize of those with room", "ms", Same, Ours.Prioritize, bare.Prioritize),
            new Row("bind, up to 16 at a time", "ms", Same, Ours.Bind, bare.Bind),
            new Row("pods placed and bound", "1/s", "the same calls", Ours.Rate, bare.Rate) { Aim = new Aim(50, LeastPods, IsLeast: true) },
        ];
    }

    private static async Task PlaceAsync((KubeScheduler Scheduler, CycleTimes Times) variant, bool counts)
    {
        // kube-scheduler's part is played here, and what its collector does is not the extender's.
        GC.Collect();
        var times = counts ? variant.Times : new CycleTimes();
        times.Rate.Add(Block / (await variant.Scheduler.PlaceAsync(Block, times)).TotalSeconds);
    }
}
