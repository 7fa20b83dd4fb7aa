using Coaster.Enforcement.Watching;

namespace Coaster.Enforcement.Tests.Watching;

public sealed class ComputeWatchTests
{
    private static readonly ComputeLook Over = new(true, 300_000, 450_000, Launched: true, LaunchedInDebt: false, HasUncountedProcess: false);

    [Fact]
    public void Look_LaunchesInDebtForFiveSeconds_IsSeen()
    {
        var (first, later) = Watch(Over with { LaunchedInDebt = true });
        Assert.Equal((false, true), (first, later));
    }

    [Fact]
    public void Look_ProcessWithoutSlotKeepsTheGpuBusy_IsSeen() => Assert.True(Watch(Over with { HasUncountedProcess = true }).At6);

    [Fact]
    public void Look_OldQueueRunsDry_IsNoProof() => Assert.False(Watch(Over with { Launched = false }).At6);

    [Fact]
    public void Look_UnitsStandStillForHalfAMinute_IsSeen() => Assert.True(Watch(Over with { Launched = false }, seconds: 40).At6);

    [Fact]
    public void Look_WithinTenPoints_IsNot() => Assert.False(Watch(Over with { GotPpm = 400_000, LaunchedInDebt = true }).At6);

    [Fact]
    public void Look_NotLimited_IsNot() => Assert.False(Watch(Over with { IsLimited = false, LaunchedInDebt = true }).At6);

    private static (bool At4, bool At6) Watch(ComputeLook look, int seconds = 6)
    {
        var watch = new ComputeWatch();
        watch.Look(look with { Launched = true, GotPpm = 0 }, TimeSpan.Zero);
        var (at4, last) = (false, false);
        for (var step = 1; step <= seconds * 10; step++)
        {
            last = watch.Look(look, TimeSpan.FromMilliseconds(step * 100));
            at4 |= last && step <= 40;
        }

        return (at4, last);
    }
}
