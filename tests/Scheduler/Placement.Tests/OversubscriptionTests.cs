using Coaster.GpuModel.Bookings;
using static Coaster.Placement.Tests.Nodes;

namespace Coaster.Placement.Tests;

public sealed class OversubscriptionTests
{
    private static readonly ShareBounds Bounds = new(150, 200);

    [Fact]
    public void Place_WithinTheBounds_IsPlaced()
    {
        var node = Of(Bounds, H200(0)).Share(0, "a", 84, 60).Share(0, "b", 84, 60);
        Assert.Equal("GPU-0", node.Place("mem=84Gi,core=30").Devices());
        Assert.Equal("GPU-0", node.Place("mem=112Gi,core=30").Devices());
    }

    [Fact]
    public void Place_BeyondTheBounds_IsRefusedWithWhatIsLeftAndWhoHoldsIt()
    {
        var node = Of(Bounds, H200(0)).Share(0, "a", 84, 60).Share(0, "b", 84, 60);
        Assert.Equal(
            "no GPU with the memory has 31 % of compute free: the most is 30 % on GPU 0; GPU 0 is held by a (share), b (share)",
            node.Place("mem=1Gi,core=31").Refusal().Why);
        Assert.Equal("no GPU has 113 GiB free: the most is 112 GiB on GPU 0; GPU 0 is held by a (share), b (share)", node.Place("mem=113Gi").Refusal().Why);
        Assert.Equal("no GPU has 31 blocks free: the most is 30 on GPU 0; GPU 0 is held by a (share), b (share)", node.Place("block=31").Refusal().Why);
    }

    [Theory]
    [InlineData("mem=141Gi", "more than any GPU has: 141 GiB asked, the largest has 140 GiB")]
    [InlineData("mem=1000Gi,core=1", "more than any GPU has: 1000 GiB asked, the largest has 140 GiB")]
    public void Place_OneShareOfMoreThanAGpuHas_NeverFits(string spec, string why)
    {
        var refused = Of(new ShareBounds(1000, 400), H200(0)).Place(spec).Refusal();
        Assert.Equal((RefusalKind.NeverFits, why), (refused.Kind, refused.Why));
    }

    [Fact]
    public void Place_AnotherGpuHasRoom_IsNotOversubscribed()
    {
        var node = Of(Bounds, H200(0), H200(1), T4(2)).Share(0, "a", 84, 60);
        Assert.Equal("GPU-1", node.Place("mem=84Gi,core=10").Devices());
        Assert.Equal("GPU-1", node.Place("mem=56Gi,core=60").Devices());
        Assert.Equal("GPU-0", node.Place("mem=56Gi,core=40").Devices());
        Assert.Equal("GPU-1", node.Share(1, "b", 100, 0).Place("mem=84Gi,core=10").Devices());
    }

    [Fact]
    public void Place_ComputeOrMemoryWouldBePromisedTwice_ComputeIs()
    {
        var node = Of(Bounds, H200(0), H200(1)).Share(0, "a", 100).Share(1, "b", 1, 60);
        Assert.Equal("GPU-1", node.Place("mem=60Gi,core=60").Devices());
    }

    [Fact]
    public void Place_WholeGpus_KnowNoBounds()
    {
        var node = Of(Bounds, H200(0)).Share(0, "a", 1);
        Assert.Equal(RefusalKind.FullNow, node.PlaceExclusive(1).Refusal().Kind);
        Assert.Equal(RefusalKind.FullNow, Of(Bounds, H200(0)).Exclusive(0, "a").Place("mem=1Gi").Refusal().Kind);
    }
}
