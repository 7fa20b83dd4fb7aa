using Coaster.GpuModel.Inventory;
using Coaster.Publishing.Modes;

namespace Coaster.Publishing.Tests.Modes;

public sealed class ModeAnnouncerTests : IConfigEvents
{
    private static readonly GpuModeSpec Whole = new(GpuMode.Whole);
    private readonly List<string> _told = [];
    private readonly ModeAnnouncer _announcer;

    public ModeAnnouncerTests() => _announcer = new ModeAnnouncer(this);

    void IConfigEvents.Tell(bool isWarning, string reason, string message) => _told.Add($"{(isWarning ? "!" : "")}{reason} {message}");

    [Fact]
    public void Announce_TheWayToAMode_TellsEachStepOnce()
    {
        Announce(GpuModeSpec.Auto, GpuModeSpec.Auto, GpuModeProgress.Applied, "");
        Assert.Empty(_told);
        Announce(Whole, GpuModeSpec.Auto, GpuModeProgress.Waiting, "waits for 2 containers: a, b");
        Announce(Whole, GpuModeSpec.Auto, GpuModeProgress.Waiting, "waits for 1 container: a");
        Announce(Whole, Whole, GpuModeProgress.Applied, "");
        Announce(Whole, Whole, GpuModeProgress.Applied, "");
        Assert.Equal(["GpuModeWaiting GPU-1 is auto and shall be whole: waits for 2 containers: a, b", "GpuModeApplied GPU-1 is whole"], _told);
    }

    [Fact]
    public void Announce_Failures_AreWarningsAndNewOnesAreTold()
    {
        Announce(Whole, GpuModeSpec.Auto, GpuModeProgress.Failed, "no");
        Announce(Whole, GpuModeSpec.Auto, GpuModeProgress.Failed, "no");
        Announce(Whole, GpuModeSpec.Auto, GpuModeProgress.Failed, "never");
        Assert.Equal(["!GpuModeFailed GPU-1 is auto and shall be whole: no", "!GpuModeFailed GPU-1 is auto and shall be whole: never"], _told);
    }

    [Fact]
    public void Announce_Refusals_AreToldOnceUntilTheyWereAway()
    {
        _announcer.Announce([], ["gpus[0] x"]);
        _announcer.Announce([], ["gpus[0] x", "gpus[1] y"]);
        _announcer.Announce([], []);
        _announcer.Announce([], ["gpus[0] x"]);
        Assert.Equal(["!GpuConfigRefused gpus[0] x", "!GpuConfigRefused gpus[1] y", "!GpuConfigRefused gpus[0] x"], _told);
    }

    private void Announce(GpuModeSpec wanted, GpuModeSpec applied, GpuModeProgress progress, string message) =>
        _announcer.Announce([new GpuModeState("GPU-1", wanted, applied, progress, message)], []);
}
