namespace Coaster.ClusterState.Choosing;

/// <summary>Scores of any size → those that kube-scheduler takes.</summary>
internal static class Ranks
{
    /// <summary>The best alone has the most; the others are told apart as well as the steps below that allow; who has no room has 0.</summary>
    public static int[] Of(int nodes, IReadOnlyList<(int Place, int Score)> scored, int best, int most)
    {
        var ranks = new int[nodes];
        var (low, high) = (scored.Min(one => (long)one.Score), scored.Max(one => (long)one.Score));
        foreach (var (place, score) in scored)
            ranks[place] = high > low ? (int)((score - low) * (most - 1) / (high - low)) : most - 1;
        ranks[best] = most;
        return ranks;
    }
}
