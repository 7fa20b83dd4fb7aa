using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies.Capacity;

namespace Coaster.Placement.Tests.Cluster.Policies.Capacity;

public sealed class ModelRowsTests
{
    private static readonly PodShape Small = Openb.Pod(1_000, 1);
    private static readonly PodShape Large = Openb.Pod(8_000, 8);
    private static readonly PodShape[] Classes = [Small with { Models = new ModelSet(0b01) }, Small, Large with { Models = new ModelSet(0b10) }];

    [Fact]
    public void Vectors_ClassesThatDifferInModelsOnly_AreOneRow()
    {
        Assert.Equal([Small], new ModelRows(Classes, 0, null).Vectors.Classes);
        Assert.Equal([Small, Large], new ModelRows(Classes, 1, null).Vectors.Classes);
        Assert.Equal([Small], new ModelRows(Classes, 2, null).Vectors.Classes);
    }

    [Fact]
    public void Vectors_SameRowsAsBefore_AreKept()
    {
        var before = new ModelRows(Classes, 0, null).Vectors;
        Assert.Same(before, new ModelRows([Classes[0], Classes[2]], 0, before).Vectors);
        Assert.NotSame(before, new ModelRows(Classes, 1, before).Vectors);
    }

    [Fact]
    public void Prices_OfOneRow_AddUp()
    {
        var prices = new ModelRows(Classes, 0, null).Prices([1, 2, 4]);
        Assert.Equal(3, prices[0]);
        Assert.All(prices.Skip(1), price => Assert.Equal(0, price));
    }

    [Fact]
    public void AddTo_Classes_HaveWhatTheirRowHas()
    {
        double[] usable = [10, 0, 0];
        new ModelRows(Classes, 1, null).AddTo(usable, [5, 7, 0, 0, 0, 0, 0, 0]);
        Assert.Equal([10, 5, 7], usable);
    }
}
