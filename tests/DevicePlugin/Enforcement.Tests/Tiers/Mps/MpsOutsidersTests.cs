using Coaster.Enforcement.Tiers.Mps;

namespace Coaster.Enforcement.Tests.Tiers.Mps;

public sealed class MpsOutsidersTests
{
    private readonly MpsOutsiders _outsiders = new();

    [Fact]
    public void Look_AllAreClients_FindsNobody()
    {
        for (var number = 0; number < 5; number++)
            Assert.Null(_outsiders.Look([7, 8], List(number, 7, 8, 9)));
    }

    [Fact]
    public void Look_OneIsNot_IsFoundAfterTwoNewerLists()
    {
        Assert.Null(_outsiders.Look([7, 8], List(4, 7)));
        Assert.Null(_outsiders.Look([7, 8], List(4, 7)));
        Assert.Null(_outsiders.Look([7, 8], List(5, 7)));
        Assert.Equal(8, _outsiders.Look([7, 8], List(6, 7)));
    }

    [Fact]
    public void Look_OneComesIntoTheList_IsForgotten()
    {
        Assert.Null(_outsiders.Look([8], List(0)));
        Assert.Null(_outsiders.Look([8], List(1, 8)));
        Assert.Null(_outsiders.Look([8], List(2)));
        Assert.Null(_outsiders.Look([8], List(3)));
    }

    [Fact]
    public void Look_OneGoes_IsForgotten()
    {
        Assert.Null(_outsiders.Look([8], List(0)));
        Assert.Null(_outsiders.Look([], List(1)));
        Assert.Null(_outsiders.Look([8], List(2)));
    }

    [Fact]
    public void Look_NoList_SaysNothing() => Assert.Null(_outsiders.Look([8], null));

    private static MpsClientList List(long number, params int[] pids) => new(number, pids.ToHashSet());
}
