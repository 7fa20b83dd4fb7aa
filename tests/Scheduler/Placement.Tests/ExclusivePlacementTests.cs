using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using static Coaster.Placement.Tests.Nodes;

namespace Coaster.Placement.Tests;

public sealed class ExclusivePlacementTests
{
    [Fact]
    public void Place_One_GrantsAllOfIt() =>
        Assert.Equal(
            new Placed(BookingKind.Exclusive, CoreLimit.Soft, [new GpuGrant("GPU-0", null, H200MiB, 100)]),
            Of(H200(0)).PlaceExclusive(1));

    [Fact]
    public void Place_Two_PassesOverWhateverIsHeldOrIll() =>
        Assert.Equal(
            "GPU-4 GPU-5",
            Of(H200(0), H200(1), H200(2), H200(3, GpuHealth.Lost), H200(4), H200(5))
                .Share(0, "a", 1).Open(1, "b").Exclusive(2, "c").PlaceExclusive(2).Devices());

    [Fact]
    public void Place_NamedMigDevice_HoldsItAlone() => Assert.Equal("MIG-0-1", Of(Nodes.Mig(0, 2)).PlaceExclusive(1, "0:1").Devices());

    [Fact]
    public void Place_OneOfThoseNamed_TakesTheFreeOne() =>
        Assert.Equal("GPU-1", Of(H200(0), H200(1)).Share(0, "a", 1).PlaceExclusive(1, "0", "1").Devices());

    [Fact]
    public void Place_AllHeld_NamesTheHolders()
    {
        var refused = Of(H200(0), H200(1)).Share(0, "web-1", 1).Open(1, "lab").PlaceExclusive(1).Refusal();
        Assert.Equal(
            ["1 asked, and 0 of 2 devices can be had", "GPU 0 is held by web-1 (share)", "GPU 1 is held by lab (open)"], refused.Reasons);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Place_NoneAsked_IsAMistakeOfTheCaller(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(H200(0)).Place(new ExclusiveRequest(GpuFilter.Any, count)));
}
