using System.Diagnostics;
using System.Text.RegularExpressions;
using Coaster.GpuBench.FrontDoors.Doors;
using Coaster.GpuBench.FrontDoors.Setup;
using Coaster.GpuBench.Measuring;
using Coaster.Posix;

namespace Coaster.GpuBench.FrontDoors.Measuring;

/// <summary>One start of one container.</summary>
internal sealed partial class Trial(Recorder recorder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Makes sure that a container sees what it should, so that nothing is measured that does not work.</summary>
    /// <exception cref="IOException">It sees another number of GPUs.</exception>
    internal static void Look(ContainerStart start)
    {
        var seen = Command.Run(start.Look[0], start.Look[1..]).Split('\n').Count(name => Node().IsMatch(name));
        if (seen != start.Gpus)
            throw new IOException($"the container sees {seen} GPUs, not {start.Gpus}: {string.Join(' ', start.Look)}");
    }

    /// <summary>Starts the container and removes it; only the start is timed.</summary>
    /// <exception cref="IOException">The engine failed.</exception>
    internal (double Whole, double? Create) Time(ContainerStart start)
    {
        recorder.Forget();
        var program = Programs.Find(start.Start[0]) ?? throw new IOException($"{start.Start[0]} is not installed");
        var started = Stopwatch.GetTimestamp();
        var exit = Programs.Run(program, start.Start, Limit);
        var took = Stopwatch.GetElapsedTime(started);
        if (exit != 0)
            throw new IOException($"{string.Join(' ', start.Start)} ended with {exit}");
        var create = start.IsRecorded ? recorder.Took() : (double?)null;
        foreach (var words in start.Remove)
            Command.Run(words[0], words[1..]);
        return (took.TotalMilliseconds, create);
    }

    [GeneratedRegex(@"^\s*nvidia[0-9]+\s*$")]
    private static partial Regex Node();
}
