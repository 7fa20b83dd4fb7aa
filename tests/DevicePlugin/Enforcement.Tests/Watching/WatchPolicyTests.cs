using Coaster.Enforcement.Watching;
using Coaster.Settings;

namespace Coaster.Enforcement.Tests.Watching;

public sealed class WatchPolicyTests
{
    [Theory]
    [InlineData(OverLimit.Kill, WatchState.Killed)]
    [InlineData(OverLimit.Freeze, WatchState.Frozen)]
    public void Look_StaysOver_WarnsAtFirstSightAndActsHalfASecondLater(OverLimit action, WatchState state)
    {
        var policy = new WatchPolicy(action);
        Assert.Equal(WatchStep.None, policy.Look(false, At(0)));
        Assert.Equal(WatchStep.Warn, policy.Look(true, At(100)));
        Assert.Equal(WatchState.Warned, policy.State);
        Assert.Equal(WatchStep.None, policy.Look(true, At(500)));
        Assert.Equal(WatchStep.Act, policy.Look(true, At(600)));
        Assert.Equal(state, policy.State);
        Assert.Equal(WatchStep.None, policy.Look(true, At(700)));
    }

    [Fact]
    public void Look_GoesBackInTime_RecoversAndStartsAnew()
    {
        var policy = new WatchPolicy(OverLimit.Kill);
        policy.Look(true, At(0));
        Assert.Equal(WatchStep.Recover, policy.Look(false, At(400)));
        Assert.Equal(WatchStep.Warn, policy.Look(true, At(500)));
        Assert.Equal(WatchStep.None, policy.Look(true, At(900)));
    }

    [Fact]
    public void Look_OnlyToWarn_NeverActs()
    {
        var policy = new WatchPolicy(OverLimit.Warn);
        Assert.Equal(WatchStep.Warn, policy.Look(true, At(0)));
        Assert.Equal(WatchStep.None, policy.Look(true, At(100_000)));
        Assert.Equal(WatchState.Warned, policy.State);
    }

    [Fact]
    public void Look_KilledAndStillOver_ActsAgain()
    {
        var policy = new WatchPolicy(OverLimit.Kill);
        policy.Look(true, At(0));
        policy.Look(true, At(500));
        Assert.Equal(WatchStep.Act, policy.Look(true, At(1000)));
        Assert.Equal(WatchStep.None, policy.Look(false, At(1100)));
        Assert.Equal(WatchState.Killed, policy.State);
    }

    [Fact]
    public void Failed_CouldNotAct_ActsAtTheNextLook()
    {
        var policy = new WatchPolicy(OverLimit.Freeze);
        policy.Look(true, At(0));
        policy.Look(true, At(500));
        policy.Failed();
        Assert.Equal(WatchStep.Act, policy.Look(true, At(1000)));
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
