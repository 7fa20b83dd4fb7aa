using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Startup.Measuring;

/// <summary>The measured times of one verb, round by round.</summary>
internal sealed class VerbTimes(Verb verb)
{
    private readonly Dictionary<VariantKind, Samples> _times = Enum.GetValues<VariantKind>().ToDictionary(kind => kind, _ => new Samples());

    internal Verb Verb => verb;

    internal void Add(VariantKind kind, double milliseconds) => _times[kind].Add(milliseconds);

    /// <summary>The time that a percent of the rounds did not exceed.</summary>
    internal double Percentile(VariantKind kind, int percent) => _times[kind].Percentile(percent);

    /// <summary>What one variant takes longer than another.</summary>
    internal double Added(VariantKind kind, VariantKind to) => _times[kind].Minus(_times[to]).Median;
}
