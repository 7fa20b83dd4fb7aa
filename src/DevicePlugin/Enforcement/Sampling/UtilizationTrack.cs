namespace Coaster.Enforcement.Sampling;

/// <summary>
/// Turns the driver's samples of utilisation, percent of a period that ended at a moment, into time. A GPU on which nothing ran has no samples: after a while
/// that counts as measured too.
/// </summary>
/// <param name="clock">The clocks.</param>
internal sealed class UtilizationTrack(MonotonicClock clock)
{
    private const long QuietNs = 300_000_000;
    private const long LongestSpanUs = 1_000_000;

    /// <summary>The newest sample so far, in the driver's microseconds since 1970; 0 before the first.</summary>
    internal long LastUs { get; private set; }

    /// <summary>Up to when it was measured, on the monotonic clock.</summary>
    internal long MeasuredUntilNs { get; private set; } = clock.NowNs;

    /// <summary>Takes the samples that are newer than <see cref="LastUs"/>.</summary>
    /// <param name="samples">The processes'.</param>
    /// <param name="whole">The GPU's own, for the same time; none where the driver has none.</param>
    /// <returns>How long the GPU was busy for each process.</returns>
    internal Dictionary<int, long> Add(IReadOnlyList<ProcessUtilization> samples, IReadOnlyList<UtilizationSample> whole)
    {
        var newer = samples.Where(sample => sample.TimestampUs > LastUs).ToList();
        if (newer.Count == 0)
        {
            MeasuredUntilNs = Math.Max(MeasuredUntilNs, clock.NowNs - QuietNs);
            return [];
        }

        var (from, newest) = (LastUs, newer.Max(sample => sample.TimestampUs));
        LastUs = newest;
        MeasuredUntilNs = Math.Max(MeasuredUntilNs, Math.Min(clock.NowNs, clock.FromWallUs(newest)));
        var spanUs = from == 0 ? 0 : Math.Min(newest - from, LongestSpanUs);
        return WholePercents.Unround(Percents(newer), Mean(whole.Where(sample => sample.TimestampUs > from && sample.TimestampUs <= newest)))
            .ToDictionary(process => process.Key, process => (long)(spanUs * 10 * process.Value));
    }

    private static Dictionary<int, int> Percents(IEnumerable<ProcessUtilization> samples) => samples.GroupBy(sample => sample.Pid)
        .ToDictionary(group => group.Key, group => Math.Clamp(group.MaxBy(sample => sample.TimestampUs).Sm, 0, 100));

    private static double? Mean(IEnumerable<UtilizationSample> samples) => samples.Select(sample => (double?)Math.Clamp(sample.Gpu, 0, 100)).Average();
}
