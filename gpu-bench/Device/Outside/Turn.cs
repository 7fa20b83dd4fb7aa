namespace Coaster.GpuBench.Device.Outside;

/// <summary>One figure, measured in turns on the whole GPU and under a share.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Whole">On the whole GPU: the medians of the rounds.</param>
/// <param name="Share">Under a share, in the same order.</param>
internal sealed record Turn(string Name, string Unit, IReadOnlyList<double> Whole, IReadOnlyList<double> Share)
{
    internal double WholeMedian => Median(Whole);

    internal double ShareMedian => Median(Share);

    /// <summary>The median of the differences within a round.</summary>
    internal double Added => Median([.. Share.Zip(Whole, (share, whole) => share - whole)]);

    internal double AddedPercent => WholeMedian == 0 ? 0 : 100 * Added / WholeMedian;

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
}
