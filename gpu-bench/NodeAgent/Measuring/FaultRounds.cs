using System.Diagnostics;
using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.NodeAgent.Setup;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuBench.NodeAgent.Measuring;

/// <summary>
/// GPUs fall ill and get well. What is measured is the time until kubelet has it; what it is compared with, the time that it takes to make the fault, or
/// to mend it, in the driver. An XID is over as soon as it happened.
/// </summary>
internal sealed class FaultRounds(BenchNode node, CancellationToken interrupted)
{
    private const int Gpu = 1;
    private const double AimToldSeconds = 5;
    private const double AimWellSeconds = 10;
    private const string Baseline = "the driver has it";
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly (string Fault, string? Mend)[] Faults =
    [
        ("lost=1", "lost=0"), ("ecc=1", "ecc=0"), ("remap=failed", "remap=none"), ("xid=79", null), ("xid=48", null),
    ];

    private readonly int _all = node.Kubelet.Plugins[ResourceNames.Whole].Devices.Count;
    private readonly (Samples Told, Samples Made) _ill = (new(), new());
    private readonly (Samples Told, Samples Made) _hung = (new(), new());
    private readonly (Samples Told, Samples Made) _well = (new(), new());

    internal async Task<IReadOnlyList<Row>> MeasureAsync(int rounds)
    {
        await TimeAsync(() => { }, _all);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (fault, mend) in Faults)
            {
                await AddAsync(_ill, fault, _all - 1);
                await AddAsync(_well, mend, _all);
            }

            await AddAsync(_hung, "hang=30", 0);
            await AddAsync(_well, "hang=0", _all);
        }

        return
        [
            Of("a GPU's fault told", AimToldSeconds, _ill), Of("a hang of the driver told", AimToldSeconds, _hung), Of("well again told", AimWellSeconds, _well),
        ];
    }

    private static Row Of(string name, double aim, (Samples Told, Samples Made) samples) =>
        new(name, "s", Baseline, samples.Told, samples.Made) { Aim = new Aim(100, aim) };

    private async Task AddAsync((Samples Told, Samples Made) samples, string? assignment, int healthy)
    {
        var (made, told) = await TimeAsync(() => Set(assignment), healthy);
        samples.Told.Add(told);
        if (assignment is not null)
            samples.Made.Add(made);
    }

    private void Set(string? assignment)
    {
        if (assignment is not null)
            node.Set(Gpu, assignment);
    }

    private async Task<(double Made, double Told)> TimeAsync(Action change, int healthy)
    {
        var started = Stopwatch.GetTimestamp();
        change();
        var made = Stopwatch.GetElapsedTime(started);
        while (node.Kubelet.Plugins[ResourceNames.Whole].Healthy != healthy)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new IOException($"kubelet has {node.Kubelet.Plugins[ResourceNames.Whole].Healthy} healthy GPUs, not {healthy}; the agent said last: {node.Agent.LastWords}");
            await Task.Delay(LookAgain, interrupted);
        }

        return (made.TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
