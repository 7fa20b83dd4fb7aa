using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.NodeAgent.Setup;

namespace Coaster.GpuBench.NodeAgent.Measuring;

/// <summary>What the agents hold and use while nobody wants anything of them. Both are watched at the same time.</summary>
internal sealed class AloneTime(BenchNode node, CancellationToken interrupted)
{
    private const string Plain = "the agent without a cluster";
    private const double MostMegabytes = 45;
    private const double MostPercent = 0.5;

    // The agent looks six times a minute whether there is memory to give back.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private readonly List<(Samples Ours, Samples Other)> _samples = [.. Enumerable.Range(0, 4).Select(_ => (new Samples(), new Samples()))];

    internal async Task<IReadOnlyList<Row>> MeasureAsync(TimeSpan time)
    {
        await Task.Delay(Settling, interrupted);
        for (var left = time; left > TimeSpan.Zero; left -= Window)
            await WatchAsync();
        return
        [
            Of("memory (RSS)", "MB", 0) with { Aim = new Aim(100, MostMegabytes) },
            Of("of it anonymous", "MB", 1),
            Of("of it the program's file", "MB", 2),
            Of("processor", "%", 3) with { Aim = new Aim(50, MostPercent) },
        ];
    }

    private Row Of(string name, string unit, int sample) => new(name, unit, Plain, _samples[sample].Ours, _samples[sample].Other);

    private async Task WatchAsync()
    {
        ProcessUse ours = new(node.Agent.Pid), other = new(node.Plain.Pid);
        await Task.Delay(Window, interrupted);
        node.Agent.MustRun();
        node.Plain.MustRun();
        foreach (var ((mine, theirs), (value, compared)) in _samples.Zip(ours.Figures().Zip(other.Figures())))
        {
            mine.Add(value);
            theirs.Add(compared);
        }
    }
}
