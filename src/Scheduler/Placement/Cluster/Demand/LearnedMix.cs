namespace Coaster.Placement.Cluster.Demand;

/// <summary>
/// The mix of the pods with GPUs that have come so far, and a little of what may come at any time. It forgets: of what came long ago half is gone each time
/// that many have come since, and of a cluster where no two pods are alike the rarest classes are.
/// </summary>
internal sealed class LearnedMix
{
    /// <summary>How many classes are told apart, so that what a decision costs is bounded.</summary>
    public const int MostClasses = 512;

    /// <summary>What a shape that is expected counts before the first pod has it.</summary>
    private const double Expectation = 0.3;

    private const double Horizon = 20_000;
    private const double Least = 1;
    private readonly List<PodShape> _expected;
    private readonly Dictionary<PodShape, double> _counts = [];

    /// <summary>A mix of what is expected, and of what was seen before.</summary>
    public LearnedMix(IEnumerable<PodShape> expected, IReadOnlyDictionary<PodShape, double>? seen = null)
    {
        _expected = [.. expected.Distinct().Take(MostClasses / 2)];
        foreach (var (pod, count) in seen ?? new Dictionary<PodShape, double>())
            _counts[pod] = count;
        Expect();
    }

    /// <summary>The pods that stand for the classes, and how many were seen of each.</summary>
    public IReadOnlyDictionary<PodShape, double> Counts => _counts;

    /// <summary>How many were seen in all.</summary>
    public double Total { get; private set; }

    /// <summary>A pod has come that is of that class; whether it is a new one.</summary>
    public bool Add(PodShape pod)
    {
        var isNew = !_counts.TryGetValue(pod, out var before);
        _counts[pod] = before + 1;
        Total++;
        while (Total > Horizon || _counts.Count > MostClasses)
            Forget();
        return isNew;
    }

    private void Forget()
    {
        foreach (var (pod, count) in _counts)
            _counts[pod] = count / 2;
        foreach (var (pod, count) in _counts)
            if (count < Least)
                _counts.Remove(pod);
        Expect();
    }

    private void Expect()
    {
        foreach (var pod in _expected)
            _counts[pod] = Math.Max(_counts.GetValueOrDefault(pod), Expectation);
        Total = _counts.Values.Sum();
    }
}
