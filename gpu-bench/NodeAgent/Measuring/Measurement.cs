using Coaster.GpuBench.NodeAgent.Setup;

namespace Coaster.GpuBench.NodeAgent.Measuring;

/// <summary>Everything, one after the other: what the agent holds at the end, it holds after all that work.</summary>
internal static class Measurement
{
    internal static async Task<IReadOnlyList<Row>> RunAsync(BenchNode node, BenchOptions options, CancellationToken interrupted)
    {
        var calls = await new CallRounds(node, interrupted).MeasureAsync(options.Rounds);
        var restarts = await new RestartRounds(node, interrupted).MeasureAsync(options.Restarts);
        var faults = await new FaultRounds(node, interrupted).MeasureAsync(options.Faults);
        var alone = await new AloneTime(node, interrupted).MeasureAsync(TimeSpan.FromSeconds(options.Seconds));
        return [.. calls, restarts, .. faults, .. alone];
    }
}
