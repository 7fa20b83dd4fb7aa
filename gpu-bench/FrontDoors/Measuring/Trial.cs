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
    // An engine's command that Ctrl-C ends leaves its daemon to make a container that nobody removes.
    private static readonly string[] OwnSession = ["setsid", "--wait"];

    /// <summary>Makes sure that a container sees what it should, so that nothing is measured that does not work.</summary>
    /// <exception cref="IOException">It sees another number of GPUs.</exception>
    internal static void Look(ContainerStart start)
    {
        var seen = Command.Run(OwnSession[0], [.. OwnSession[1..], .. start.Look]).Split('\n').Count(name => Node().IsMatch(name));
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
        var exit = ChildProcess.Run(program, start.Start[1..]);
        var took = Stopwatch.GetElapsedTime(started);
        if (exit != 0)
            throw new IOException($"{string.Join(' ', start.Start)} ended with {exit}; once more, it says: {SecondTry(start)}");
        var create = start.IsRecorded ? recorder.Took() : (double?)null;
        foreach (var words in start.Remove)
            Command.Run(words[0], words[1..]);
        return (took.TotalMilliseconds, create);
    }

    private static string SecondTry(ContainerStart start)
    {
        var (exit, _, error) = Command.Try(start.Start[0], start.Start[1..]);
        return exit == 0 ? "nothing, and succeeds" : Command.LastLine(error);
    }

    [GeneratedRegex(@"^\s*nvidia[0-9]+\s*$")]
    private static partial Regex Node();
}
