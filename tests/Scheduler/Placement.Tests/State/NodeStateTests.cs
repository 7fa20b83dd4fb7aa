using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Placement.State;
using static Coaster.Placement.Tests.Nodes;

namespace Coaster.Placement.Tests.State;

public sealed class NodeStateTests
{
    private static readonly NodeInventory Two = new("570", "12.8", [H200(0), H200(1)]);

    [Fact]
    public void Of_Bookings_CountOnTheirGpus()
    {
        var node = NodeState.Of(Two, [Booking("a", new GpuGrant("GPU-0", null, 4096, 30)), Booking("b", new GpuGrant("gpu-0", null, 1024, 20))]);
        Assert.Equal((H200MiB - 5120, 50), (node.Gpus[0].FreeMiB, node.Gpus[0].FreeCorePercent));
        Assert.Equal((H200MiB, 100), (node.Gpus[1].FreeMiB, node.Gpus[1].FreeCorePercent));
    }

    [Fact]
    public void Of_GpuThatVanished_CountsTheRest()
    {
        var node = NodeState.Of(Two, [Booking("a", new GpuGrant("GPU-9", null, 4096, 30), new GpuGrant("GPU-1", null, 4096, 30))]);
        Assert.Equal((H200MiB, H200MiB - 4096), (node.Gpus[0].FreeMiB, node.Gpus[1].FreeMiB));
    }

    [Fact]
    public void Of_GrantTwice_CountsTwice()
    {
        var grant = new GpuGrant("GPU-0", null, 4096, 30);
        Assert.Equal(H200MiB - 8192, NodeState.Of(Two, [Booking("a", grant, grant)]).Gpus[0].FreeMiB);
    }

    [Fact]
    public void Of_MoreBookedThanThereIs_LeavesNothing()
    {
        var node = NodeState.Of(Two, [Booking("a", Grant(long.MaxValue, int.MaxValue), Grant(long.MaxValue, int.MaxValue), Grant(long.MinValue, -1))]);
        Assert.Equal((0, 0), (node.Gpus[0].FreeMiB, node.Gpus[0].FreeCorePercent));
    }

    [Fact]
    public void Of_SharesBesideAnOpenHolder_LeaveNothingForShares() =>
        Assert.Equal(0, Of(H200(0)).Share(0, "a", 1).Open(0, "b").Gpus[0].FreeMiB);

    [Fact]
    public void With_Container_LeavesTheOldStateAsItWas()
    {
        var before = Of(H200(0));
        var after = before.Share(0, "a", 1);
        Assert.Equal((H200MiB, H200MiB - 1024), (before.Gpus[0].FreeMiB, after.Gpus[0].FreeMiB));
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void Without_Owner_TakesAllItsContainersAndNoOther()
    {
        var kept = Of(H200(0), H200(1)).Share(0, "a", 1);
        var node = kept.Share(0, "b", 2).Share(1, "b", 3);
        Assert.Equal(kept, node.Without("b"));
        Assert.Equal(node, node.Without("c"));
    }

    [Fact]
    public void Name_DockerId_IsShortened()
    {
        var id = new string('a', 63) + "b";
        var holding = new Holding(id, id, BookingKind.Share, Grant(1, 0));
        Assert.Equal("aaaaaaaaaaaa", holding.Name);
        Assert.Equal("web-1", (holding with { Container = "web-1" }).Name);
    }

    private static GpuGrant Grant(long mib, int core) => new("GPU-0", null, mib, core);

    private static Booking Booking(string owner, params GpuGrant[] grants) =>
        new(owner, [new ContainerBooking("main", BookingKind.Share, EnforcementTier.Booked, CoreLimit.Soft, grants)]);
}
