using System.Diagnostics;
using Coaster.GpuBench.FrontDoors.Setup;

namespace Coaster.GpuBench.FrontDoors.Load;

/// <summary>Starts many containers, several at a time, and counts those that saw their GPUs.</summary>
internal sealed class LoadTest(Site site, CancellationToken interrupted)
{
    /// <summary>How many are started at a time.</summary>
    internal const int AtATime = 8;

    private const int BlindStatus = 3;

    /// <summary>Starts so many containers and waits for the last of them.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    internal async Task<LoadResult> RunAsync(LoadKind kind, int count)
    {
        var exits = new int[count];
        var errors = new string[count];
        var started = Stopwatch.GetTimestamp();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = interrupted };
        await Parallel.ForAsync(0, count, options, async (i, stop) => (exits[i], errors[i]) = await RunOneAsync(kind, stop));
        var took = Stopwatch.GetElapsedTime(started);
        var failed = Array.FindIndex(exits, exit => exit is not (0 or BlindStatus));
        return new LoadResult(
            kind, count, exits.Count(exit => exit == 0), exits.Count(exit => exit == BlindStatus),
            failed < 0 ? null : $"ended with {exits[failed]}: {errors[failed].Trim()}", site.Bookings().Count, took.TotalSeconds);
    }

    private static async Task<(int Exit, string Error)> RunOneAsync(LoadKind kind, CancellationToken stop)
    {
        string[] words = [.. kind.Run, "/bin/sh", "-c", CountGpus(kind.Gpus)];
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var error = await process.StandardError.ReadToEndAsync(stop);
            await output;
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static string CountGpus(int expected) =>
        $"n=0; for node in /dev/nvidia[0-9]*; do [ -c $node ] && n=$((n+1)); done; [ $n = {expected} ] || exit {BlindStatus}";
}
