using System.Diagnostics;
using Coaster.Enforcement.Sampling;

namespace Coaster.Enforcement.Contexts;

/// <summary>
/// Measures what a context holds: a process of our own makes one and waits, and the driver is asked what that process holds. A process of its own, because a
/// driver that hangs or crashes in it takes nothing else with it.
/// </summary>
/// <param name="program">The agent's own program, and the words that come before its options.</param>
/// <param name="limit">How long all of it may take.</param>
public sealed class ContextProbe(IReadOnlyList<string> program, TimeSpan limit)
{
    /// <summary>The agent's option for it; the GPU's UUID follows.</summary>
    public const string Option = "--probe-context";

    /// <summary>What the process says when it has its context.</summary>
    public const string Ready = "ready";

    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Measures on one GPU.</summary>
    /// <returns>The bytes, or null when there is no telling.</returns>
    public async Task<long?> MeasureAsync(NvmlSampler sampler, string uuid)
    {
        using var bound = new CancellationTokenSource(limit);
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), Option, uuid])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // It would hide GPUs, or give them other numbers.
        start.Environment.Remove("CUDA_VISIBLE_DEVICES");
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                return await process.StandardOutput.ReadLineAsync(bound.Token).ConfigureAwait(false) == Ready
                    ? await HeldAsync(sampler, uuid, process.Id, bound.Token).ConfigureAwait(false)
                    : null;
            }
            finally
            {
                process.Kill();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<long?> HeldAsync(NvmlSampler sampler, string uuid, int pid, CancellationToken bound)
    {
        while (true)
        {
            if (sampler.HeldBytes(uuid, pid) is { } bytes and > 0)
                return bytes;
            await Task.Delay(LookPause, bound).ConfigureAwait(false);
        }
    }
}
