using Coaster.Placement.Cluster.Demand;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// What a thousandth of a GPU is worth to each class of pods: the more often the class comes, and the less there is left that it could use.
/// </summary>
internal static class CapacityPrices
{
    private const double Scarcity = 1.8;
    private const double LeastCoverage = 0.001;

    /// <summary>The prices, which are scaled so that all that is left is worth as much as if nothing were scarce.</summary>
    /// <param name="mix">How often each class comes.</param>
    /// <param name="usable">What each class could use in the cluster, in thousandths of a GPU.</param>
    /// <param name="idle">What is free of GPUs in the cluster.</param>
    public static double[] Of(LearnedMix mix, double[] usable, double idle)
    {
        var prices = new double[usable.Length];
        var (plain, priced) = (0.0, 0.0);
        foreach (var (number, count) in mix.Counts.Values.Index())
        {
            var (share, coverage) = (count / mix.Total, usable[number] / Math.Max(idle, 1));
            prices[number] = share * Math.Pow(Math.Max(coverage, LeastCoverage), -Scarcity);
            (plain, priced) = (plain + (share * coverage), priced + (prices[number] * coverage));
        }

        return Array.ConvertAll(prices, price => priced > 0 ? price * plain / priced : 0);
    }
}
