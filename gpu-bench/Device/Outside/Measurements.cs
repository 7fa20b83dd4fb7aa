using System.Diagnostics;
using System.Globalization;
using Coaster.Posix;

namespace Coaster.GpuBench.Device.Outside;

/// <summary>All measurements, one after the other.</summary>
/// <param name="options">The command line.</param>
/// <param name="site">Where the containers run.</param>
/// <param name="interrupted">Ends them before the next container.</param>
internal sealed class Measurements(BenchOptions options, Site site, CancellationToken interrupted)
{
    private const long MiB = 1 << 20;
    private const int SettleAttempts = 200;
    private const int SettlePauseMilliseconds = 50;

    private readonly long _idleMiB = GpuFacts.Read(options).UsedMiB;

    private static readonly string[] Paths =
    [
        "alloc", "pitch", "small", "async", "pool", "pool-from", "vmm", "managed", "array1d", "array2d", "array3d", "mipmap", "graph-node", "ipc", "vmm-import",
        "context", "module",
    ];

    internal Results Take()
    {
        var memory = Paths.Select(Fill).ToList();
        var turns = Turns();
        var split = Split(30, 70);
        var (torch, reason) = Torch();
        return new Results(memory, turns, split, torch, reason);
    }

    private MemoryResult Fill(string path)
    {
        interrupted.ThrowIfCancellationRequested();
        var before = Settled();
        var during = before;
        try
        {
            var found = site.Fill(site.Share(options.MemoryGiB, "50"), path, () => during = GpuFacts.Read(options).UsedMiB);
            return new MemoryResult(
                path, Long(found, "total_before"), Long(found, "got"), (during - before) * MiB, Long(found, "free_after"), found["result"]);
        }
        catch (IOException error)
        {
            return new MemoryResult(path, 0, 0, 0, 0, error.Message);
        }
    }

    // A container that was just ended may hold its memory for a moment longer.
    private long Settled()
    {
        var used = GpuFacts.Read(options).UsedMiB;
        for (var attempt = 0; used > _idleMiB && attempt < SettleAttempts; attempt++)
        {
            Pause.For(SettlePauseMilliseconds);
            used = GpuFacts.Read(options).UsedMiB;
        }

        return used;
    }

    private List<Turn> Turns()
    {
        (string Name, string Unit, string Key, string[] Words)[] wanted =
        [
            ("a launch", "ns", "launchNs", ["launches", "200"]),
            ("an allocation and its end", "ns", "allocationPairNs", ["allocations", "100"]),
            ("32-bit arithmetic", "TFLOP/s", "teraflops", ["throughput", "200"]),
        ];
        return [.. wanted.Select(figure => Measure(figure.Name, figure.Unit, figure.Key, figure.Words))];
    }

    private Turn Measure(string name, string unit, string key, string[] words)
    {
        var whole = new List<double>();
        var share = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            interrupted.ThrowIfCancellationRequested();
            whole.Add(Double(site.Measure(site.Whole, words), key));
            share.Add(Double(site.Measure(site.Share(options.MemoryGiB, "100"), words), key));
        }

        return new Turn(name, unit, whole, share);
    }

    // Both begin to count when both have surely started.
    private Split Split(params int[] percent)
    {
        interrupted.ThrowIfCancellationRequested();
        var from = Stopwatch.GetTimestamp() + (5 * Stopwatch.Frequency);
        var to = from + (options.Seconds * Stopwatch.Frequency);
        var shares = percent.Select(core => Task.Run(() => site.Measure(site.Share(options.MemoryGiB, $"{core}!"), "share", $"{from}", $"{to}"))).ToList();
        var got = shares.Select(share => Double(share.GetAwaiter().GetResult(), "gpuMicroseconds") / (options.Seconds * 10_000.0)).ToList();
        return new Split(percent, got);
    }

    private (IReadOnlyDictionary<string, (string Whole, string Share)>? Found, string Reason) Torch()
    {
        if (options.Python is not { } python)
            return (null, "no --python was given");
        var (whole, reason) = site.Torch(site.Whole, python);
        var (share, why) = whole is null ? (null, reason) : site.Torch(site.Share(options.MemoryGiB, "100"), python);
        return share is null ? (null, why) : (share.ToDictionary(pair => pair.Key, pair => (whole!.GetValueOrDefault(pair.Key, ""), pair.Value)), "");
    }

    private static long Long(IReadOnlyDictionary<string, string> found, string key) => long.Parse(found[key], CultureInfo.InvariantCulture);

    private static double Double(IReadOnlyDictionary<string, string> found, string key) => double.Parse(found[key], CultureInfo.InvariantCulture);
}
