using Coaster.Enforcement.Sampling;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Enforcement.Tests.Sampling;

public sealed class WholePercentsTests
{
    [Fact]
    public void Unround_GpuHasNoFigure_StandsAsItWasTold() =>
        Assert.Equal(new Dictionary<int, double> { [1] = 30, [2] = 40 }, WholePercents.Unround(new Dictionary<int, int> { [1] = 30, [2] = 40 }, null));

    [Fact]
    public void Unround_SumIsFarFromTheGpus_ChangesByRoundingOnly() =>
        Assert.Equal(new Dictionary<int, double> { [1] = 31, [2] = 6 }, WholePercents.Unround(new Dictionary<int, int> { [1] = 30, [2] = 5 }, 90));

    [Fact]
    public void Unround_MoreThanThereIs_IsScaledDown() =>
        Assert.Equal(new Dictionary<int, double> { [1] = 50, [2] = 50 }, WholePercents.Unround(new Dictionary<int, int> { [1] = 80, [2] = 80 }, null));

    [Fact]
    public void Unround_Nobody_IsEmpty() => Assert.Empty(WholePercents.Unround(new Dictionary<int, int>(), 50));

    /// <summary>Whatever the processes really had: no figure is further from the truth than two roundings.</summary>
    [Fact]
    public void Unround_AnyShares_TogetherAreNoMoreThanThereIs() => Prop.ForAll(Gen.Choose(0, 255).ListOf().ToArbitrary(), weights =>
    {
        var real = weights.Where(weight => weight > 0).Take(40).ToList();
        double sum = Math.Max(1, real.Sum());
        var told = real.Select((weight, pid) => (pid, Percent: (int)Math.Round(weight * 100 / sum)))
            .Where(pair => pair.Percent > 0).ToDictionary(pair => pair.pid, pair => pair.Percent);

        var likely = WholePercents.Unround(told, 100);

        Assert.All(likely, process => Assert.InRange(process.Value - (real[process.Key] * 100 / sum), -2, 2));
        Assert.InRange(likely.Values.Sum(), 0, 100.0001);
    }).QuickCheckThrowOnFailure();
}
