using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using static Coaster.Placement.Tests.Nodes;

namespace Coaster.Placement.Tests;

public sealed class SharePlacementTests
{
    [Fact]
    public void Place_MemoryAndCore_GrantsExactlyThat()
    {
        var placed = Assert.IsType<Placed>(Of(H200(0)).Place("mem=4Gi,core=30!"));
        Assert.Equal(new Placed(BookingKind.Share, CoreLimit.Hard, [new GpuGrant("GPU-0", null, 4096, 30)]), placed);
    }

    [Fact]
    public void Place_Blocks_GrantsHundredthsOfThatGpu()
    {
        var gpu = H200(0) with { MemoryMiB = 143_199 };
        var placed = Assert.IsType<Placed>(Of(gpu).Place("block=25"));
        Assert.Equal([new GpuGrant("GPU-0", null, 25 * 1431, 25)], placed.Grants);
    }

    [Fact]
    public void Place_SeveralFit_TakesTheFullest() =>
        Assert.Equal("GPU-1", Of(H200(0), H200(1), H200(2)).Share(1, "a", 50).Share(2, "b", 20).Place("mem=4Gi").Devices());

    [Fact]
    public void Place_FullestTooFull_TakesTheNext() =>
        Assert.Equal("GPU-2", Of(H200(0), H200(1), H200(2)).Share(1, "a", 138).Share(2, "b", 20).Place("mem=4Gi").Devices());

    [Fact]
    public void Place_ExactlyWhatIsLeft_Fits() =>
        Assert.Equal("GPU-0", Of(H200(0)).Share(0, "a", 100, 70).Place("mem=40Gi,core=30").Devices());

    [Fact]
    public void Place_OneMiBMoreThanIsLeft_IsRefused() =>
        Assert.Equal(RefusalKind.FullNow, Of(H200(0)).Share(0, "a", 100).Place("mem=40961Mi").Refusal().Kind);

    [Fact]
    public void Place_MemoryOnlyBesideFullCore_Fits() =>
        Assert.Equal("GPU-0", Of(H200(0)).Share(0, "a", 10, 100).Place("mem=4Gi").Devices());

    [Theory]
    [InlineData("model=t4,mem=1Gi", "GPU-1")]
    [InlineData("model=h200,mem=1Gi", "GPU-0")]
    [InlineData("device=1,0,mem=20Gi", "GPU-0")]
    [InlineData("device=GPU-0,mem=1Gi", "GPU-0")]
    public void Place_Filter_KeepsToIt(string spec, string device) => Assert.Equal(device, Of(H200(0), T4(1)).Place(spec).Devices());

    [Fact]
    public void Place_UnhealthyGpu_IsPassedOver() =>
        Assert.Equal("GPU-1", Of(H200(0, GpuHealth.Degraded), H200(1)).Place("mem=1Gi").Devices());

    [Fact]
    public void Place_GpuInMigMode_IsPassedOver() => Assert.Equal("GPU-1", Of(Nodes.Mig(0, 7), H200(1)).Place("mem=1Gi").Devices());

    [Fact]
    public void Place_OpenOrExclusiveHolder_IsPassedOver() =>
        Assert.Equal("GPU-2", Of(H200(0), H200(1), H200(2)).Open(0, "a").Exclusive(1, "b").Place("mem=1Gi").Devices());

    [Fact]
    public void Place_SixteenHalves_FillEightGpusInPairs()
    {
        var node = Of([.. Enumerable.Range(0, 8).Select(index => H200(index))]);
        for (var i = 0; i < 16; i++)
            node = node.With($"half-{i}", Assert.IsType<Placed>(node.Place("block=50")).ToBooking("main", EnforcementTier.Booked));
        Assert.All(node.Gpus, gpu => Assert.Equal((2, 0), (gpu.Holdings.Count, gpu.FreeCorePercent)));
        Assert.Equal(RefusalKind.FullNow, node.Place("block=1").Refusal().Kind);
    }

    [Fact]
    public void Place_OddMemorySize_CountsToTheLastMiB()
    {
        var node = Of(H200(0) with { MemoryMiB = 46_068 });
        var placed = 0;
        for (; node.Place("mem=2000Mi") is Placed result; placed++)
            node = node.With($"{placed}", result.ToBooking("main", EnforcementTier.Booked));
        Assert.Equal((23, 68), (placed, node.Gpus[0].FreeMiB));
    }

    [Fact]
    public void Place_OfTwoGpus_GrantsTheSameOfBoth()
    {
        var placed = Assert.IsType<Placed>(Of(H200(0), H200(1), H200(2)).Share(0, "a", 140).Place(OfEach(2, 8, 30)));
        Assert.Equal([new GpuGrant("GPU-1", null, 8192, 30), new GpuGrant("GPU-2", null, 8192, 30)], placed.Grants);
    }

    [Theory]
    [InlineData(4, 8, RefusalKind.NeverFits, "4 GPUs asked, and 3 are large enough")]
    [InlineData(3, 8, RefusalKind.FullNow, "3 GPUs asked, and 2 take shares now")]
    [InlineData(2, 40, RefusalKind.FullNow, "2 GPUs asked, and 1 has room")]
    [InlineData(2, 138, RefusalKind.FullNow, "no GPU has 138 GiB free: the most is 130 GiB on GPU 2")]
    public void Place_OfTooFewGpus_SaysWhy(int gpus, int gib, RefusalKind kind, string why)
    {
        var refused = Of(H200(0), H200(1), H200(2), T4(3) with { MemoryMiB = 1024 }).Exclusive(0, "a").Share(1, "b", 120).Share(2, "c", 10).Place(OfEach(gpus, gib, 0)).Refusal();
        Assert.Equal((kind, why), (refused.Kind, refused.Reasons[0]));
    }

    [Theory]
    [InlineData("GPU-1,GPU-9", "", "GPU-1")]
    [InlineData("", "gpu-0", "GPU-1")]
    public void Place_Uuids_KeepsToThem(string only, string except, string device)
    {
        var filter = new GpuFilter([], []) { Only = List(only), Except = List(except) };
        Assert.Equal(device, Of(H200(0), H200(1)).Place(new ShareRequest(filter, new ShareSize.Blocks(10), CoreLimit.Soft)).Devices());
    }

    [Fact]
    public void Place_NoneOfTheUuids_SaysSo()
    {
        var request = new ShareRequest(new GpuFilter([], []) { Only = ["GPU-9"] }, new ShareSize.Blocks(10), CoreLimit.Soft);
        Assert.Equal("none of the GPUs here is one of those that may serve", Of(H200(0)).Place(request).Refusal().Why);
    }

    [Fact]
    public void Place_NamedDeviceThatIsLeftOut_SaysSo()
    {
        var filter = new GpuFilter([], [new DeviceName("0")]) { Except = ["GPU-0"] };
        var refused = Of(H200(0), H200(1)).Place(new ShareRequest(filter, new ShareSize.Blocks(10), CoreLimit.Soft)).Refusal();
        Assert.Equal((RefusalKind.NeverFits, "none of the GPUs here is one of those that may serve"), (refused.Kind, refused.Why));
    }

    private static ShareRequest OfEach(int gpus, int gib, int core) =>
        new(GpuFilter.Any, new ShareSize.Amount(gib * 1024, core), CoreLimit.Soft) { Gpus = gpus };

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void ToBooking_Placed_CarriesAllOfIt()
    {
        var placed = Assert.IsType<Placed>(Of(H200(0)).Place("mem=4Gi,core=30!"));
        Assert.Equal(
            new ContainerBooking("main", BookingKind.Share, EnforcementTier.Shim, CoreLimit.Hard, [new GpuGrant("GPU-0", null, 4096, 30)]),
            placed.ToBooking("main", EnforcementTier.Shim));
    }
}
