using Coaster.GpuBench.Extender.Calls;
using Coaster.GpuBench.Extender.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Extender.Measuring;

/// <summary>Everything, one after the other: what the scheduler has held at most, it has held in all that work.</summary>
internal static class Measurement
{
    private const double MostMegabytes = 300;

    internal static async Task<Results> RunAsync(BenchCluster cluster, BenchOptions options, CancellationToken interrupted)
    {
        using var ours = new ExtenderCalls(cluster.Scheduler.Address, interrupted);
        using var bare = new ExtenderCalls(cluster.Bare.Address, interrupted);
        var cycles = new CycleRounds(cluster, ours, bare, interrupted);
        var rows = await cycles.MeasureAsync(options.Rounds);
        var all = await new AllNodesRounds(cluster, ours, bare, interrupted).MeasureAsync(options.AllRounds);
        var start = await new StartRow(cluster, interrupted).MeasureAsync();
        return new Results([.. rows, all, Memory(cluster), start], cluster.Running, cycles.Ours);
    }

    private static Row Memory(BenchCluster cluster)
    {
        Samples peak = new(), start = new();
        peak.Add(cluster.Scheduler.PeakMegabytes());
        start.Add(cluster.StartMegabytes);
        return new Row("memory (peak RSS)", "MB", "when it was ready, without pods", peak, start) { Aim = new Aim(100, MostMegabytes) };
    }
}
