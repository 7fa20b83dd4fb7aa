using Coaster.ClusterState.Choosing;
using Coaster.ClusterState.Nodes;

namespace Coaster.ClusterState.Tests.Choosing;

public sealed class RanksTests
{
    [Fact]
    public void Of_Scores_TheBestAloneHasTheMost() =>
        Assert.Equal([0, 10, 9, 4, 0], Of(5, 100, 100, 50, 0));

    [Fact]
    public void Of_AllEqual_TheOthersAreJustBelow() => Assert.Equal([0, 10, 9], Of(3, -7, -7));

    [Fact]
    public void Of_ScoresOfAnySize_AreNotTooLargeToReckonWith() =>
        Assert.Equal([0, 0, 10], Of(3, int.MinValue, int.MaxValue));

    /// <summary>The first place is that of a node without room.</summary>
    private static int[] Of(int nodes, params int[] scores)
    {
        var scored = scores.Select((score, number) => new Scored(number + 1, new NodeEntry($"n{number}") { Number = number }, score)).ToList();
        return Ranks.Of(nodes, scored, Ranks.Best(scored), 10);
    }
}
