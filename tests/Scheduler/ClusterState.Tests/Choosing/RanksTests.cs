using Coaster.ClusterState.Choosing;

namespace Coaster.ClusterState.Tests.Choosing;

public sealed class RanksTests
{
    [Fact]
    public void Of_Scores_TheBestAloneHasTheMost() =>
        Assert.Equal([0, 10, 9, 4, 0], Ranks.Of(5, [(1, 100), (2, 100), (3, 50), (4, 0)], 1, 10));

    [Fact]
    public void Of_AllEqual_TheOthersAreJustBelow() => Assert.Equal([9, 10], Ranks.Of(2, [(0, -7), (1, -7)], 1, 10));

    [Fact]
    public void Of_ScoresOfAnySize_AreNotTooLargeToReckonWith() =>
        Assert.Equal([0, 10], Ranks.Of(2, [(0, int.MinValue), (1, int.MaxValue)], 1, 10));
}
