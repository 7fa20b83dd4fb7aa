namespace Coaster.GpuBench.Placement.Replay;

/// <summary>Means of a value by whole percent of the cluster's GPUs that were asked for so far.</summary>
internal sealed class Curve
{
    private readonly List<(double Sum, int Count)> _columns = [];

    /// <summary>The means from 0 % on; a percent at which nothing came is as the one before it.</summary>
    internal IReadOnlyList<double> Means
    {
        get
        {
            var means = new List<double>();
            foreach (var (sum, count) in _columns)
                means.Add(count > 0 ? sum / count : means.LastOrDefault());
            return means;
        }
    }

    /// <summary>The mean at a percent, or that of the last one before.</summary>
    internal double At(int percent) => Means.Take(percent + 1).LastOrDefault();

    internal void Add(double percent, double value)
    {
        var column = (int)Math.Round(percent);
        while (_columns.Count <= column)
            _columns.Add(default);
        _columns[column] = (_columns[column].Sum + value, _columns[column].Count + 1);
    }
}
