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
    /// <returns>How long the GPU was busy for each process.</returns>
    internal Dictionary<int, long> Add(IReadOnlyList<ProcessUtilization> samples)
    {
        var newer = samples.Where(sample => sample.TimestampUs > LastUs).ToList();
        if (newer.Count == 0)
        {
            MeasuredUntilNs = Math.Max(MeasuredUntilNs, clock.NowNs - QuietNs);
            return [];
        }

        var newest = newer.Max(sample => sample.TimestampUs);
        var spanUs = LastUs == 0 ? 0 : Math.Min(newest - LastUs, LongestSpanUs);
        LastUs = newest;
        MeasuredUntilNs = Math.Max(MeasuredUntilNs, Math.Min(clock.NowNs, clock.FromWallUs(newest)));
        var percents = newer.GroupBy(sample => sample.Pid).ToDictionary(
            group => group.Key, group => (long)Math.Clamp(group.MaxBy(sample => sample.TimestampUs).Sm, 0, 100));
        // Each is rounded to whole percent: together many small ones may seem to have had more time than there was.
        var whole = Math.Max(100, percents.Values.Sum());
        return percents.ToDictionary(process => process.Key, process => spanUs * 1000 * process.Value / whole);
    }
}
