using System.Diagnostics;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>
/// How the GPU's time is divided among containers that all want all of it: counted by kernels whose length is known, over ten seconds, after the
/// controller had a few seconds to learn what these kernels are like.
/// </summary>
public sealed class ComputeTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    private const double Points = 2;
    private static readonly TimeSpan Learning = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    [Fact]
    public void Shares_ThirtyAndSeventy_GetThirtyAndSeventy()
    {
        using var small = new SpinningContainer(machine, "mem=4Gi,core=30!,device=0", "plain");
        using var large = new SpinningContainer(machine, "mem=4Gi,core=70!,device=0", "ex");

        AssertShares([(small, 30), (large, 70)]);
    }

    [Fact]
    public void Shares_OneFromEightProcessesOneByGraphs_GetThirtyAndSeventy()
    {
        using var small = new SpinningContainer(machine, "mem=8Gi,core=30!,device=1", "mixed", us: 300, processes: 8);
        using var large = new SpinningContainer(machine, "mem=4Gi,core=70!,device=1", "graph", us: 400, grid: 13);

        AssertShares([(small, 30), (large, 70)]);
    }

    [Fact]
    public void Shares_TenAndNinetyAndAThirdThatJoins_GetTheirs()
    {
        using var small = new SpinningContainer(machine, "mem=4Gi,core=10!,device=2", "cooperative", grid: 66);
        using (var large = new SpinningContainer(machine, "mem=4Gi,core=90!,device=2", "plain", us: 1000))
            AssertShares([(small, 10), (large, 90)]);
        using var second = new SpinningContainer(machine, "mem=4Gi,core=40!,device=2", "cooperative");
        using var third = new SpinningContainer(machine, "mem=4Gi,core=50!,device=2", "plain", us: 200);

        AssertShares([(small, 10), (second, 40), (third, 50)]);
    }

    [Fact]
    public void Share_SoftAndAlone_GetsEverything()
    {
        using var alone = new SpinningContainer(machine, "mem=4Gi,core=30,device=3", "plain");

        AssertShares([(alone, 100)]);
    }

    [Fact]
    public void Share_HardAndAlone_GetsNoMoreThanItsOwn()
    {
        using var alone = new SpinningContainer(machine, "mem=4Gi,core=30!,device=4", "graph");

        AssertShares([(alone, 30)]);
    }

    internal static void AssertShares((SpinningContainer Container, double Percent)[] shares)
    {
        var from = Now() + Nanoseconds(Learning);
        var to = from + Nanoseconds(Window);
        foreach (var (container, _) in shares)
            Assert.True(SpinWait.SpinUntil(() => Sleep() && container.Reached(to), TimeSpan.FromMinutes(1)), "a container stopped counting");
        var got = shares.Select(share => share.Container.Milliseconds(from, to) / Window.TotalMilliseconds * 100).ToList();
        Assert.All(shares.Zip(got), pair => Assert.True(
            Math.Abs(pair.Second - pair.First.Percent) <= Points,
            $"wanted {string.Join('/', shares.Select(share => share.Percent))} %, got {string.Join('/', got.Select(percent => $"{percent:F1}"))} %"));
    }

    private static bool Sleep()
    {
        Task.Delay(200).GetAwaiter().GetResult();
        return true;
    }

    private static long Now() => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);

    private static long Nanoseconds(TimeSpan time) => (long)time.TotalNanoseconds;
}
