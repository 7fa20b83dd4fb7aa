namespace Coaster.GpuBench.Startup.Measuring;

/// <summary>The measured times of one verb, in milliseconds, round by round.</summary>
internal sealed class VerbTimes(Verb verb)
{
    private readonly Dictionary<VariantKind, List<double>> _times = Enum.GetValues<VariantKind>().ToDictionary(kind => kind, _ => new List<double>());

    internal Verb Verb => verb;

    internal void Add(VariantKind kind, double milliseconds) => _times[kind].Add(milliseconds);

    /// <summary>The time that a percent of the rounds did not exceed (nearest rank).</summary>
    internal double Percentile(VariantKind kind, int percent) => Percentile(_times[kind], percent);

    /// <summary>
    /// What one variant takes longer than another: the median over the rounds of the difference within a round, which a machine that is busy
    /// for a while changes less than the difference of the medians.
    /// </summary>
    internal double Added(VariantKind kind, VariantKind to) => Percentile(_times[kind].Zip(_times[to], (time, other) => time - other), 50);

    private static double Percentile(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100.0) - 1)];
    }
}
