namespace Coaster.GpuBench.Measuring;

/// <summary>Measured values, one for each round, in the order of the rounds.</summary>
public sealed class Samples
{
    private readonly List<double> _values = [];

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>The smallest.</summary>
    public double Least => _values.Min();

    /// <summary>The largest.</summary>
    public double Most => _values.Max();

    /// <summary>Half of them are not above it.</summary>
    public double Median => Percentile(50);

    /// <summary>Adds the value of the next round.</summary>
    public void Add(double value) => _values.Add(value);

    /// <summary>The value that a percent of the rounds did not exceed (nearest rank).</summary>
    public double Percentile(int percent)
    {
        var sorted = _values.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100.0) - 1)];
    }

    /// <summary>
    /// The differences within a round. Their median says what one variant takes longer than another: a machine that is busy for a while
    /// changes it less than the difference of the medians.
    /// </summary>
    public Samples Minus(Samples other)
    {
        var differences = new Samples();
        foreach (var (value, less) in _values.Zip(other._values))
            differences.Add(value - less);
        return differences;
    }
}
