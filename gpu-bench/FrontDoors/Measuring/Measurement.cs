using Coaster.GpuBench.FrontDoors.Doors;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Measuring;

/// <summary>Measures all doors and what they are compared with in the same rounds; a start that several doors share is measured once.</summary>
internal sealed class Measurement(Trial trial, CancellationToken interrupted)
{
    /// <summary>Rounds that are measured and forgotten.</summary>
    internal const int WarmUp = 3;

    private const int RestMilliseconds = 50;
    private const int ReportEvery = 10;

    /// <summary>The times of every door.</summary>
    /// <exception cref="OperationCanceledException">The measurement was interrupted.</exception>
    internal IReadOnlyList<DoorTimes> Measure(IReadOnlyList<Door> doors, int rounds)
    {
        var times = Starts(doors).ToDictionary(start => start, _ => new StartTimes());
        foreach (var start in times.Keys)
            Look(start);
        new Turns(WarmUp, RestMilliseconds, interrupted).Take(times.Keys, rounds, (start, counts) => Add(times[start], start, counts), round => Report(round, rounds));
        return [.. doors.Select(door => new DoorTimes(door, door.Baseline is null ? null : times[door.Baseline], times[door.WithGpus]))];
    }

    private static IEnumerable<ContainerStart> Starts(IEnumerable<Door> doors) =>
        doors.SelectMany(door => new[] { door.Baseline, door.WithGpus }).OfType<ContainerStart>().Distinct();

    private static void Report(int round, int rounds)
    {
        if (round % ReportEvery == 0 || round == rounds)
            Console.Error.WriteLine($"  round {round} of {rounds}");
    }

    private void Look(ContainerStart start)
    {
        interrupted.ThrowIfCancellationRequested();
        Trial.Look(start);
    }

    private void Add(StartTimes times, ContainerStart start, bool counts)
    {
        var (whole, create) = trial.Time(start);
        if (counts)
            times.Add(whole, create);
    }
}
