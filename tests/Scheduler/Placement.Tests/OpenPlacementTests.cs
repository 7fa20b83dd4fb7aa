using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using static Coaster.Placement.Tests.Nodes;

namespace Coaster.Placement.Tests;

public sealed class OpenPlacementTests
{
    [Fact]
    public void Place_Device_GrantsItsWholeMemoryAndNoCompute() =>
        Assert.Equal(new Placed(BookingKind.Open, CoreLimit.Soft, [new GpuGrant("GPU-0", null, H200MiB, 0)]), Of(H200(0)).Place("device=0"));

    [Fact]
    public void Place_All_TakesEveryHealthyGpu() =>
        Assert.Equal("GPU-0 GPU-2", Of(H200(0), H200(1, GpuHealth.Lost), H200(2)).Place("all").Devices());

    [Fact]
    public void Place_HealthyWithoutUuid_CannotBeBooked() =>
        Assert.Equal("GPU-1", Of(H200(0) with { Uuid = "" }, H200(1)).Place("all").Devices());

    [Fact]
    public void Place_AllOfAModel_LeavesTheOthers() => Assert.Equal("GPU-1", Of(H200(0), T4(1)).Place("all,model=T4").Devices());

    [Fact]
    public void Place_AllBesideOpenUse_MeetsIt() => Assert.Equal("GPU-0 GPU-1", Of(H200(0), H200(1)).Open(1, "a").Place("all").Devices());

    [Fact]
    public void Place_AllWithMigMode_TakesTheMigDevices() =>
        Assert.Equal("GPU-0 MIG-1-0 MIG-1-1", Of(H200(0), Nodes.Mig(1, 2), Nodes.Mig(2, 0)).Place("all").Devices());

    [Theory]
    [InlineData("device=1,0", "GPU-0 GPU-1")]
    [InlineData("device=0,GPU-0,0000:00:00.0", "GPU-0")]
    [InlineData("device=2:1", "MIG-2-1")]
    [InlineData("device=MIG-2-0", "MIG-2-0")]
    [InlineData("device=2", "MIG-2-0 MIG-2-1")]
    [InlineData("device=2,2:0", "MIG-2-0 MIG-2-1")]
    [InlineData("count=1,device=1,2", "GPU-1")]
    [InlineData("count=1,device=2:1", "MIG-2-1")]
    public void Place_Named_TakesEachOnceInOrder(string spec, string devices) =>
        Assert.Equal(devices, Of(H200(0), H200(1), Nodes.Mig(2, 2)).Place(spec).Devices());

    [Fact]
    public void Place_Count_PrefersTheLeastUsed() =>
        Assert.Equal("GPU-1 GPU-2", Of(H200(0), H200(1), H200(2)).Open(0, "a").Open(0, "b").Open(2, "c").Place("2").Devices());

    [Fact]
    public void Place_CountEquallyUsed_TakesTheLowestIndex() =>
        Assert.Equal("GPU-0 GPU-1", Of(H200(0), H200(1), H200(2)).Place("2").Devices());

    [Fact]
    public void Place_Count_PassesOverSharesMigAndTheIll() =>
        Assert.Equal(
            "GPU-3 GPU-4",
            Of(H200(0), Nodes.Mig(1, 7), H200(2, GpuHealth.Degraded), H200(3), H200(4)).Share(0, "a", 1).Open(3, "b").Place("2").Devices());

    [Fact]
    public void Place_MigDevice_MeetsOtherMigDevicesHeldAlone()
    {
        var node = Of(Nodes.Mig(0, 2)).Hold("a", BookingKind.Exclusive, new GpuGrant("GPU-0", "MIG-0-0", 16 * 1024, 0));
        Assert.Equal("MIG-0-1", node.Place("device=0:1").Devices());
        Assert.Equal(["1 asked, and 0 of 1 device can be had", "MIG device 0:0 is held by a (exclusive)"], node.Place("count=1,device=0:0").Refusal().Reasons);
    }

    [Fact]
    public void Place_MigDeviceOfAGpuHeldAsAWhole_IsRefused() =>
        Assert.Equal(RefusalKind.FullNow, Of(Nodes.Mig(0, 2)).Exclusive(0, "a").Place("device=0:1").Refusal().Kind);
}
