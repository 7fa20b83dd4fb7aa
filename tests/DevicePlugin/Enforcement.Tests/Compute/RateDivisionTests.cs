using Coaster.Enforcement.Compute;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Enforcement.Tests.Compute;

public sealed class RateDivisionTests
{
    private static readonly Gen<Demand> Demands =
        from share in Gen.Choose(0, 50)
        from isHard in Gen.Elements(true, false)
        from priority in Gen.Choose(0, 2)
        from memory in Gen.Choose(1, 100_000)
        from wanted in Gen.Choose(0, 100)
        select new Demand(new TenantTerms(share, isHard, priority, memory), wanted / 100.0);

    [Fact]
    public void Divide_Any_GivesWhatIsGuaranteedAndNoMoreThanThereIs() =>
        Prop.ForAll(Demands.NonEmptyListOf().Where(some => some.Count <= 50).Select(InAll).ToArbitrary(), demands =>
        {
            var rates = RateDivision.Divide(demands);
            var used = rates.Zip(demands).Sum(pair => Math.Min(pair.First, pair.Second.Wanted));
            return used <= 1 + 1e-6 && rates.Zip(demands).All(pair => pair.First >= Math.Max(RateDivision.Least, pair.Second.Terms.SharePercent / 100.0) - 1e-9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Divide_MoreIsBookedThanThereIs_EachGetsItsPart() =>
        Assert.Equal([0.4, 0.4, 0.2], Divide((80, 0, 1), (80, 2, 1), (40, 0, 1)));

    [Fact]
    public void Divide_OneWantsLessThanItsPart_TheOthersHaveTheRest() =>
        Assert.Equal([0.4, 0.4, 0.4], Divide((50, 0, 1), (50, 0, 1), (50, 0, 0.2)));

    [Fact]
    public void Divide_MoreIsBookedAndOneIsBusy_GetsWhatItMay()
    {
        Assert.Equal([1, 0.5, 0.5], Divide((50, 0, 1), (50, 0, 0), (50, 0, 0)));
        Assert.Equal([0.5, 0.5, 0.5], Divide((50, 0, 1), (50, 0, 1), (50, 0, 0)));
        Assert.Equal(0.5, RateDivision.Divide([new Demand(new TenantTerms(50, true, 0, 1000), 1), Wants(50, 0)])[0], 1e-9);
    }

    /// <summary>Up to ten times what there is: whoever wants its part has it, nobody has nothing, and equal parts of their own are equal.</summary>
    [Fact]
    public void Divide_AnyThatAreOversubscribed_GetTheirPartsInProportion() =>
        Prop.ForAll(Demands.NonEmptyListOf().Where(some => some.Count <= 20).Select(some => some.ToList()).ToArbitrary(), demands =>
        {
            var rates = RateDivision.Divide(demands);
            var used = rates.Zip(demands).Sum(pair => Math.Min(pair.First, pair.Second.Wanted));
            var guaranteed = demands.Sum(demand => Math.Max(RateDivision.Least, demand.Terms.Guarantee));
            var part = Math.Min(1, (1 - (demands.Count * RateDivision.Least)) / guaranteed);
            return used <= 1 + 1e-6 && rates.Zip(demands).All(pair => IsFair(pair.First, pair.Second.Terms, part));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Divide_HardShares_AreExact() =>
        Prop.ForAll(Demands.NonEmptyListOf().ToArbitrary(), demands =>
        {
            var rates = RateDivision.Divide([.. demands]);
            return rates.Zip(demands).Where(pair => pair.Second.Terms is { IsHard: true, SharePercent: > 0 })
                .All(pair => pair.First <= (pair.Second.Terms.SharePercent / 100.0) + 1e-9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Divide_SomeoneSoftWantsMore_NothingIsLeftOver() =>
        Prop.ForAll(Demands.NonEmptyListOf().ToArbitrary(), demands =>
        {
            List<Demand> all = [.. demands, new Demand(new TenantTerms(10, false, 1, 1000), 1)];
            var rates = RateDivision.Divide(all);
            return rates.Zip(all).Sum(pair => Math.Min(pair.First, pair.Second.Wanted)) >= 1 - 1e-6;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Divide_SpareTime_GoesByPriorityThenByShare()
    {
        Assert.Equal([0.2, 0.8], Divide((20, 0, 1), (30, 1, 1)));
        Assert.Equal([0.25, 0.75], Divide((20, 0, 1), (60, 0, 1)));
        Assert.Equal([0.5, 0.3, 0.2], Divide((20, 1, 0.5), (30, 0, 0.3), (10, 0, 0.2)));
    }

    [Fact]
    public void Divide_NoPercentage_RunsInWhatIsLeftByMemory()
    {
        Demand[] demands = [Wants(40, 0.4), Memory(1000), Memory(3000)];
        Assert.All(RateDivision.Divide(demands).Zip([0.4, 0.155, 0.445]), pair => Assert.Equal(pair.Second, pair.First, 0.001));
        Assert.Equal([0.98, 0.01, 0.01], RateDivision.Divide([Wants(40, 1), Memory(1000), Memory(3000)]).Select(rate => Math.Round(rate, 2)));
    }

    [Fact]
    public void Divide_Idle_KeepsItsShareAsItsRate() => Assert.Equal([0.3, 1.0], Divide((30, 0, 0), (70, 0, 1)));

    /// <param name="part">What is left of everybody's percentage when all have been given the least, in proportion.</param>
    private static bool IsFair(double rate, TenantTerms terms, double part) =>
        rate >= RateDivision.Least - 1e-9 && rate >= (terms.Guarantee * part) - 1e-9
        && (!terms.IsHard || terms.SharePercent == 0 || rate <= terms.Guarantee + 1e-9);

    /// <summary>The same with percentages that are at most 50 in all.</summary>
    private static List<Demand> InAll(IEnumerable<Demand> some)
    {
        var all = some.ToList();
        return [.. all.Select(demand => demand with { Terms = demand.Terms with { SharePercent = demand.Terms.SharePercent / all.Count } })];
    }

    private static Demand Wants(int share, double wanted) => new(new TenantTerms(share, false, 0, 1000), wanted);

    private static Demand Memory(long mib) => new(new TenantTerms(0, false, 0, mib), 1);

    private static IEnumerable<double> Divide(params (int Share, int Priority, double Wanted)[] demands) =>
        RateDivision.Divide([.. demands.Select(demand => new Demand(new TenantTerms(demand.Share, false, demand.Priority, 1000), demand.Wanted))])
            .Select(rate => Math.Round(rate, 4));
}
