using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Placement.State;
using static Coaster.Placement.Tests.Nodes;

namespace Coaster.Placement.Tests;

public sealed class MigPlacementTests
{
    private const string Small = "ten.ai/mig-1g.18gb";
    private const string Large = "ten.ai/mig-3g.71gb";

    [Fact]
    public void Place_Slice_IsHeldAlone()
    {
        var placed = Assert.IsType<Placed>(Of(H200(0), Nodes.Mig(1, 2)).Place(Request((Small, 1))));
        Assert.Equal(new Placed(BookingKind.Exclusive, CoreLimit.Soft, [new GpuGrant("GPU-1", "MIG-1-0", 16 * 1024, 0)]), placed);
    }

    [Fact]
    public void Place_OneGpuInUse_KeepsTheIdleOneForAnotherCut()
    {
        var node = Of(Nodes.Mig(0, 4), Nodes.Mig(1, 4)).Hold("a", BookingKind.Exclusive, new GpuGrant("GPU-1", "MIG-1-2", 16 * 1024, 0));
        Assert.Equal("MIG-1-0 MIG-1-1 MIG-1-3", node.Place(Request((Small, 3))).Devices());
        Assert.Equal("MIG-0-0 MIG-1-0 MIG-1-1 MIG-1-3", node.Place(Request((Small, 4))).Devices());
    }

    [Fact]
    public void Place_TwoProfiles_GivesBoth() => Assert.Equal("MIG-0-0 MIG-0-1", Mixed.Place(Request((Large, 1), (Small, 1))).Devices());

    [Theory]
    [InlineData("MIG-1-1", "", "MIG-1-1")]
    [InlineData("GPU-1", "", "MIG-1-0")]
    [InlineData("", "gpu-0", "MIG-1-0")]
    [InlineData("", "MIG-0-0", "MIG-0-1")]
    public void Place_Filter_KeepsToIt(string only, string except, string device)
    {
        var filter = new GpuFilter([], []) { Only = List(only), Except = List(except) };
        Assert.Equal(device, Of(Nodes.Mig(0, 2), Nodes.Mig(1, 2)).Place(new MigRequest(filter, [new MigAmount(Small, 1)])).Devices());
    }

    [Theory]
    [InlineData(Large, 2, RefusalKind.NeverFits, "2 asked, and there is 1 device to choose from")]
    [InlineData(Small, 1, RefusalKind.FullNow, "1 asked, and 0 of 1 device can be had")]
    [InlineData("ten.ai/mig-7g.141gb", 1, RefusalKind.NeverFits, "no ten.ai/mig-7g.141gb: this machine has ten.ai/mig-1g.18gb, ten.ai/mig-3g.71gb")]
    public void Place_NoRoom_SaysWhyAndWhetherWaitingHelps(string resource, int count, RefusalKind kind, string reason)
    {
        var refused = Mixed.Hold("a", BookingKind.Exclusive, new GpuGrant("GPU-0", "MIG-0-1", 16 * 1024, 0)).Place(Request((resource, count))).Refusal();
        Assert.Equal((kind, reason), (refused.Kind, refused.Reasons[0]));
    }

    [Fact]
    public void Place_NoMigDevice_SaysSo() =>
        Assert.Equal("no ten.ai/mig-1g.18gb: this machine has no MIG device that may serve", Of(H200(0)).Place(Request((Small, 1))).Refusal().Why);

    [Fact]
    public void Place_GpuIll_SaysSo()
    {
        var refused = Of(Nodes.Mig(0, 2) with { Health = GpuHealth.Lost }).Place(Request((Small, 1))).Refusal();
        Assert.Equal(RefusalKind.Unhealthy, refused.Kind);
    }

    private static NodeState Mixed
    {
        get
        {
            var gpu = Nodes.Mig(0, 2);
            return Of(gpu with { Mig = [gpu.Mig[0] with { Profile = "3g.71gb" }, gpu.Mig[1]] });
        }
    }

    private static MigRequest Request(params (string Resource, int Count)[] amounts) =>
        new(GpuFilter.Any, [.. amounts.Select(amount => new MigAmount(amount.Resource, amount.Count))]);

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
