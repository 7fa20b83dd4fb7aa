using Coaster.Enforcement.Compute;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Enforcement.Tests.Compute;

public sealed class ComputeControllerTests
{
    private static readonly Gen<long> Kernels = Gen.Choose(0, 37).Select(step => (long)(10_000 * Math.Pow(10, step / 10.0)));

    [Fact]
    public void Step_TwoThatWantMore_GetTheirSharesWhateverTheirKernels() =>
        Holds(from share in Gen.Elements(10, 30, 50) from some in Tenants(2) select (some, (int[])[share, 100 - share]));

    [Fact]
    public void Step_ThreeThatWantMore_GetTheirShares() =>
        Holds(from some in Tenants(3) select (some, (int[])[20, 30, 50]));

    [Fact]
    public void Step_HardShares_LeaveTheRestIdle() =>
        Holds(from some in Tenants(2) select (some, (int[])[20, 45]), isHard: true);

    [Fact]
    public void Step_MoreIsGuaranteedThanThereIs_EachGetsItsPart() =>
        Holds(from some in Tenants(3) select (some, (int[])[60, 60, 30]), percentOfAll: 150);

    [Fact]
    public void Step_SoftShareAlone_IsNotLimited()
    {
        var tenant = Tenant("a", 30);
        Assert.Equal(100, new ModelGpu(1, 1, tenant).Run(5, tenant)[0], 2.0);
        Assert.False(tenant.Order.IsLimited);
    }

    [Fact]
    public void Step_HardShareAlone_GetsNoMore()
    {
        var tenant = new ModelTenant("a", new TenantTerms(30, true, 0, 1000), 1_000_000, 10);
        var gpu = new ModelGpu(1, 1, tenant);
        gpu.Run(3);
        Assert.Equal(30, gpu.Run(10, tenant)[0], 1.0);
    }

    [Fact]
    public void Step_ThirdJoinsAndLeaves_SharesFollow()
    {
        var (one, two, three) = (Tenant("a", 30), Tenant("b", 50), Tenant("c", 20));
        var gpu = new ModelGpu(2, 1, one, two);
        gpu.Run(4);
        var before = gpu.Run(10, one, two);
        Assert.Equal(37.5, before[0], 2.0);
        Assert.Equal(62.5, before[1], 2.0);
        gpu.Join(three);
        gpu.Run(2);
        var during = gpu.Run(10, one, two, three);
        Assert.Equal([30.0, 50, 20], during.Select(got => Math.Round(got / 10) * 10));
        Assert.All(during.Zip([30.0, 50, 20]), pair => Assert.Equal(pair.Second, pair.First, 2.0));
        gpu.Leave(three);
        gpu.Run(2);
        Assert.Equal(37.5, gpu.Run(10, one)[0], 2.0);
    }

    [Fact]
    public void Step_TenantWakes_HasItsShareWithinTwoSteps()
    {
        var sleeper = new ModelTenant("a", new TenantTerms(40, false, 0, 1000), 500_000, 10) { Wants = now => now > 5 * ModelGpu.Second };
        var other = Tenant("b", 60);
        var gpu = new ModelGpu(2, 1, sleeper, other);
        Assert.Equal(100, gpu.Run(5, other)[0], 2.0);
        gpu.Run(0.2);
        Assert.True(sleeper.Order.RatePpm >= 400_000);
        Assert.InRange(other.Order.RatePpm, 590_000, 610_000);
        Assert.True(other.Order.IsLimited);
        gpu.Run(2);
        Assert.Equal(40, gpu.Run(10, sleeper)[0], 2.0);
    }

    [Fact]
    public void Step_IdleTime_IsNotSavedUp()
    {
        var burst = new ModelTenant("a", new TenantTerms(30, false, 0, 1000), 1_000_000, 10) { Wants = now => now is < 4 * ModelGpu.Second or > 24 * ModelGpu.Second };
        var other = Tenant("b", 70);
        var gpu = new ModelGpu(2, 1, burst, other);
        gpu.Run(24);
        var after = gpu.Run(2, burst)[0];
        Assert.InRange(after, 20, 40);
        Assert.Equal(30, gpu.Run(10, burst)[0], 2.0);
    }

    [Fact]
    public void Step_PriceFarTooLow_IsPaidBackWithinABound()
    {
        var flood = new ModelTenant("a", new TenantTerms(20, true, 0, 1000), 50_000_000, 1);
        var gpu = new ModelGpu(2, 1, flood);
        gpu.Run(20);
        Assert.Equal(20, gpu.Run(20, flood)[0], 2.0);
    }

    [Fact]
    public void Step_CountersGoBackwardsOrAreHuge_OrdersStayWithinTheirBounds() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt>().Generator.Select(some => (long)some.Get << (some.Get % 32)).ArrayOf(40).ToArbitrary(), counters =>
        {
            var controller = new ComputeController();
            var terms = new TenantTerms(30, false, 0, 1000);
            controller.Join(new TenantReading("a", terms, 0, 0, false, 0), default, 0, 0);
            controller.Join(new TenantReading("b", terms, 0, 0, false, 0), default, 0, 0);
            for (var step = 1; step < counters.Length; step++)
            {
                var now = step * 100_000_000L;
                var orders = controller.Step(now, now - 100_000_000, [
                    new TenantReading("a", terms, counters[step], counters[^step], true, now),
                    new TenantReading("b", terms, step, 0, false, now / 2)]);
                Assert.All(orders, order => Assert.InRange(order.RatePpm, 10_000, 1_000_000));
                Assert.All(orders, order => Assert.InRange(order.UnitPs, 100, 1_000_000_000_000));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void LaunchedInDebt_BucketSpoilt_IsSeen()
    {
        var controller = new ComputeController();
        var terms = new TenantTerms(10, true, 0, 1000);
        controller.Join(new TenantReading("a", terms, 0, 0, false, 0), default, 0, 0);
        var seen = false;
        for (var step = 1L; step <= 50; step++)
        {
            controller.Step(step * 100_000_000, step * 100_000_000, [new TenantReading("a", terms, step * 5_000_000, 0, false, step * 100_000_000)]);
            seen |= controller.LaunchedInDebt("a");
        }

        Assert.True(seen);
        Assert.InRange(controller.GotPpm("a"), 990_000, 1_000_000);
    }

    private static ModelTenant Tenant(string id, int share) => new(id, new TenantTerms(share, false, 0, 1000), 1_000_000, 10);

    private static Gen<(int Delay, int Seed, long[] Kernels, long[] Units)> Tenants(int count) =>
        from delay in Gen.Choose(1, 2)
        from seed in Gen.Choose(0, int.MaxValue)
        from kernels in Kernels.ArrayOf(count)
        from units in Gen.Choose(1, 5000).Select(units => (long)units).ArrayOf(count)
        select (delay, seed, kernels, units);

    private static void Holds(Gen<((int Delay, int Seed, long[] Kernels, long[] Units) Some, int[] Shares)> cases, bool isHard = false, int percentOfAll = 100) =>
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var tenants = given.Shares.Select((share, i) => new ModelTenant(
                $"{i}", new TenantTerms(share, isHard, 0, 1000), given.Some.Kernels[i], given.Some.Units[i])).ToArray();
            var gpu = new ModelGpu(given.Some.Delay, given.Some.Seed, tenants);
            gpu.Run(4);
            var got = gpu.Run(10, tenants);
            return given.Shares.Zip(got).All(pair => Math.Abs((pair.First * 100.0 / percentOfAll) - pair.Second) <= 2)
                .Label($"got {string.Join(", ", got.Select(part => $"{part:0.0}"))}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
}
