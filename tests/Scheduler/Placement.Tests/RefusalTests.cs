using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Placement.State;
using static Coaster.Placement.Tests.Nodes;

namespace Coaster.Placement.Tests;

/// <summary>The sentences that people read, and whether they say rightly that waiting helps.</summary>
public sealed class RefusalTests
{
    private static readonly NodeState Four = Of(H200(0), H200(1), H200(2), H200(3))
        .Share(0, "web-1", 100).Share(0, "web-2", 30).Share(1, "train", 135, 90).Share(2, "lab", 90, 60).Share(3, "bot", 70, 80);

    [Theory]
    [InlineData("mem=90Gi", RefusalKind.FullNow, "no GPU has 90 GiB free: the most is 70 GiB on GPU 3")]
    [InlineData("mem=71681Mi", RefusalKind.FullNow, "no GPU has 70.1 GiB free: the most is 70 GiB on GPU 3")]
    [InlineData("mem=20Gi,core=50", RefusalKind.FullNow, "no GPU with the memory has 50 % of compute free: the most is 40 % on GPU 2")]
    [InlineData("block=50", RefusalKind.FullNow, "no GPU has 50 blocks free: the most is 35 on GPU 2")]
    [InlineData("device=1,mem=8Gi", RefusalKind.FullNow, "no GPU has 8 GiB free: the most is 5 GiB on GPU 1")]
    [InlineData("mem=200Gi", RefusalKind.NeverFits, "more than any GPU has: 200 GiB asked, the largest has 140 GiB")]
    [InlineData("all", RefusalKind.FullNow, "open use needs GPUs without shares and exclusive holders")]
    [InlineData("2", RefusalKind.FullNow, "2 asked, and 0 of 4 devices can be had")]
    [InlineData("5", RefusalKind.NeverFits, "5 asked, and there are 4 devices to choose from")]
    [InlineData("model=T4,mem=1Gi", RefusalKind.NeverFits, "no GPU of model T4: this machine has NVIDIA H200")]
    [InlineData("all,model=T4,A100", RefusalKind.NeverFits, "no GPU of model T4 or A100: this machine has NVIDIA H200")]
    [InlineData("device=0,model=T4", RefusalKind.NeverFits, "device 0 is of model NVIDIA H200, not T4")]
    [InlineData("device=7", RefusalKind.NeverFits, "there is no device 7: this machine has 0 (GPU-0), 1 (GPU-1), 2 (GPU-2), 3 (GPU-3)")]
    public void Place_NoRoom_SaysWhyAndWhetherWaitingHelps(string spec, RefusalKind kind, string reason)
    {
        var refused = Four.Place(spec).Refusal();
        Assert.Equal((kind, reason), (refused.Kind, refused.Reasons[0]));
    }

    [Theory]
    [InlineData("0,mem=1Gi", "GPU 0 runs work on MIG devices only", "Name a MIG device, such as device=0:0, or turn MIG off")]
    [InlineData("1,mem=1Gi", "GPU 1 runs work on MIG devices only", "Name a MIG device, such as device=0:0, or turn MIG off")]
    [InlineData("1:0,mem=1Gi", "MIG device 1:0 cannot be shared by size", "Ask for the MIG device as a whole: device=MIG-… without mem or block")]
    [InlineData("0", "GPU 0 is in MIG mode and has no MIG device", "Create one with `coaster mig create`, or turn MIG off")]
    [InlineData("1:5", "there is no device 1:5: this machine has 0 (GPU-0), 1 (GPU-1, MIG 1:0 to 1:1)", "See what there is with `coaster gpus`")]
    public void Place_MigMode_SaysWhatToAskFor(string devices, string reason, string mend)
    {
        var refused = Of(Nodes.Mig(0, 0), Nodes.Mig(1, 2)).Place("device=" + devices).Refusal();
        Assert.Equal((RefusalKind.NeverFits, reason, mend), (refused.Kind, refused.Why, refused.Mend));
    }

    [Fact]
    public void Place_CountAmongMigOnly_SaysThatNoneCanBeChosen() =>
        Assert.Equal("1 asked, and there are 0 devices to choose from, beside those in MIG mode", Of(Nodes.Mig(0, 2)).Place("1").Refusal().Why);

    [Theory]
    [InlineData("all")]
    [InlineData("1")]
    [InlineData("device=0")]
    [InlineData("mem=1Gi")]
    public void Place_EveryGpuIll_SaysWhatIsWrong(string spec)
    {
        var refused = Of(H200(0, GpuHealth.Lost)).Place(spec).Refusal();
        Assert.Equal((RefusalKind.Unhealthy, "GPU 0 is lost"), (refused.Kind, refused.Why));
    }

    [Theory]
    [InlineData("device=1,2", "GPU 1 is lost, GPU 2 is lost")]
    [InlineData("device=7", "there is no device 7: this machine has 0 (GPU-0), 1 (lost), 2 (lost)")]
    [InlineData("model=T4", "no GPU of model T4: this machine has NVIDIA H200")]
    public void Place_GpusWithoutAName_AreToldApartByIndex(string spec, string why) =>
        Assert.Equal(why, Of(H200(0), Silent(1), Silent(2)).Place(spec).Refusal().Why);

    [Fact]
    public void Place_OneNamedGpuIll_IsNotLeftOutSilently() =>
        Assert.Equal("GPU 1 is degraded", Of(H200(0), H200(1, GpuHealth.Degraded)).Place("device=0,1").Refusal().Why);

    [Fact]
    public void Place_LargeGpuIllSmallHealthy_SaysThatItWouldFit() =>
        Assert.Equal(RefusalKind.Unhealthy, Of(H200(0, GpuHealth.Lost), T4(1)).Place("mem=100Gi").Refusal().Kind);

    [Fact]
    public void Place_HealthyWithoutUuid_SaysWhy() => Assert.Equal("GPU 0 has no UUID", Of(H200(0) with { Uuid = "" }).Place("device=0").Refusal().Why);

    [Fact]
    public void Place_NoModelKnown_SaysSo() =>
        Assert.Equal("no GPU of model T4: this machine has no model that it tells", Of(Silent(0)).Place("model=T4").Refusal().Why);

    [Fact]
    public void Place_NoGpu_SaysSo() => Assert.Equal("this machine has no NVIDIA GPU", Of().Place("all").Refusal().Why);

    [Fact]
    public void Place_GpuTooSmallForBlocks_SaysSo() =>
        Assert.Equal("the share comes to no memory on GPU 0", Of(H200(0) with { MemoryMiB = 99 }).Place("block=1").Refusal().Why);

    [Theory]
    [InlineData(101)]
    [InlineData(-1)]
    public void Place_CoreOutOfRange_SaysSo(int core) =>
        Assert.Equal(
            $"{core} % of one GPU's compute asked",
            Of(H200(0)).Place(new ShareRequest(GpuFilter.Any, new ShareSize.Amount(1, core), CoreLimit.Soft)).Refusal().Why);

    [Fact]
    public void Place_Held_NamesTheHoldersOfEachGpu() =>
        Assert.Equal(
            [
                "open use needs GPUs without shares and exclusive holders",
                "GPU 0 is held by web-1 (share), web-2 (share)",
                "GPU 1 is held by train (share)",
                "GPU 2 is held by lab (share)",
                "GPU 3 is held by bot (share)",
            ],
            Four.Place("all").Refusal().Reasons);

    [Fact]
    public void Place_OnlyOpenHolders_NamesThemToAShare() =>
        Assert.Equal(
            ["no GPU takes a share now", "GPU 0 is held by a (open), b (open)"],
            Of(H200(0)).Open(0, "a").Open(0, "b").Place("mem=1Gi").Refusal().Reasons);

    [Fact]
    public void Place_ManyHoldersOnManyGpus_StaysReadable()
    {
        var node = Of([.. Enumerable.Range(0, 16).Select(index => H200(index))]);
        foreach (var i in Enumerable.Range(0, 16 * 20))
            node = node.Share(i % 16, $"web-{i}", 7);
        var refused = node.Place("mem=1Gi").Refusal();
        Assert.EndsWith("web-112 (share) and 12 more", refused.Reasons[1], StringComparison.Ordinal);
        Assert.Equal("8 more are held", refused.Reasons[^1]);
        Assert.InRange(refused.Why.Length, 1, 2500);
    }

    [Fact]
    public void ToException_Refusal_IsOneLineWithAMend() =>
        Assert.Equal(
            "coaster: cannot book a GPU: no GPU has 8 GiB free: the most is 5 GiB on GPU 1; GPU 1 is held by train (share). "
                + "Free one of the holders (see `coaster ps`), or ask for less.",
            Four.Place("device=1,mem=8Gi").Refusal().ToException().Line);
}
