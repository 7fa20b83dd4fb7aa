namespace Coaster.ClusterState.Choosing;

/// <summary>Scores of any size → those that kube-scheduler takes.</summary>
internal static class Ranks
{
    /// <summary>The best; the first of the cluster's order where several are: one node is filled after the other, whatever order they are asked in.</summary>
    /// <param name="scored">Never empty.</param>
    public static Scored Best(IReadOnlyList<Scored> scored)
    {
        var best = scored[0];
        foreach (var one in scored)
            if (one.Score > best.Score || (one.Score == best.Score && one.Node.Number < best.Node.Number))
                best = one;
        return best;
    }

    /// <summary>The best alone has the most; the others are told apart as well as the steps below that allow; who has no room has 0.</summary>
    public static int[] Of(int nodes, IReadOnlyList<Scored> scored, Scored best, int most)
    {
        var ranks = new int[nodes];
        var (low, high) = (scored.Min(one => (long)one.Score), scored.Max(one => (long)one.Score));
        foreach (var one in scored)
            ranks[one.Place] = high > low ? (int)((one.Score - low) * (most - 1) / (high - low)) : most - 1;
        ranks[best.Place] = most;
        return ranks;
    }
}
