using Coaster.GpuModel.Requests;

namespace Coaster.Slicing.Tests.Allocation;

public sealed class PreferredDevicesTests
{
    [Theory]
    [InlineData("B3 B1 A2 B0 A0 B2", 2, "A0 A2")]
    [InlineData("A0 A1 A2 B0 B1 C0 C1 C2 C3", 3, "A0 A1 A2")]
    [InlineData("A0 A1 A2 B0 B1 C0 C1 C2 C3", 4, "C0 C1 C2 C3")]
    [InlineData("A0 A1 A2 B0 B1 C0 C1 C2 C3", 5, "B0 C0 C1 C2 C3")]
    [InlineData("A0 A1 A2 B0 B1 C0 C1 C2 C3", 6, "B0 B1 C0 C1 C2 C3")]
    [InlineData("A0 A1 A2 B0 B1 C0 C1 C2 C3", 8, "A0 A1 A2 B0 C0 C1 C2 C3")]
    [InlineData("B0 A0", 1, "A0")]
    [InlineData("A10 A9 A2", 2, "A2 A9")]
    public void Choose_NoBooking_PacksOntoFewGpus(string available, int size, string chosen) => Assert.Equal(chosen, Requests.Of(available, size).Choose());

    [Theory]
    [InlineData("B:2", "B0 B1")]
    [InlineData("A:1 B:1", "A0 B0")]
    [InlineData("C:2", "C0 C1")]
    [InlineData("E:2", "A0 A1")]
    [InlineData("B:3", "A0 A1")]
    public void Choose_Booking_TakesTheBookedGpus(string booking, string chosen) =>
        Assert.Equal(chosen, Requests.Of("A0 A1 B0 B1 B2 C0 C1 C2 C3", 2, "", booking).Choose());

    [Theory]
    [InlineData("B0 B1", "B:3", "C:2", "B:2")]
    [InlineData("C0 C1", "C:2", "B:2")]
    [InlineData("B0 B1", "A:2", "B:2")]
    [InlineData("A0 B0", "A:2")]
    [InlineData("A0 B0", "E:1 A:1", "D:2")]
    public void Choose_SeveralBookings_IsTheFirstThatCanBeHad(string chosen, params string[] bookings)
    {
        var available = bookings[0] == "B:3" ? "A0 B0 B1 B2" : "A0 B0 B1 C0 C1 C2 C3";
        Assert.Equal(chosen, Requests.Of(available, 2, "", bookings).Choose());
    }

    [Theory]
    [InlineData("C1", 1, "C1")]
    [InlineData("C1", 3, "C0 C1 C2")]
    [InlineData("A1 C1", 4, "A0 A1 C0 C1")]
    [InlineData("A1 B0 C1", 2, "A1 B0 C1")]
    [InlineData("A1 A1", 2, "A0 A1")]
    public void Choose_MustInclude_IsAlwaysInIt(string must, int size, string chosen) =>
        Assert.Equal(chosen, Requests.Of("A0 A1 B0 C0 C1 C2 C3", size, must).Choose());

    [Fact]
    public void Choose_SeveralGpusInUse_FillsTheFullestFirst() => Assert.Equal("A0 B0 B1", Requests.Of("A0 A1 A2 A3 B0 B1", 3, "A0 B0").Choose());

    [Theory]
    [InlineData("B1", "B:3", "B0 B1 B2")]
    [InlineData("A0", "B:3", "A0 B0 B1")]
    [InlineData("A0 A1", "A:1 B:2", "A0 A1 B0")]
    [InlineData("A0", "B:3|C:2 A:1", "A0 C0 C1")]
    public void Choose_MustIncludeAndBooking_KeepsTheBookedCounts(string must, string bookings, string chosen) =>
        Assert.Equal(chosen, Requests.Of("A0 A1 B0 B1 B2 B3 C0 C1", 3, must, bookings.Split('|')).Choose());

    [Theory]
    [InlineData("A0 B0", 5, "A0 B0")]
    [InlineData("", 5, "")]
    [InlineData("A0", 0, "")]
    [InlineData("A0", -1, "")]
    [InlineData("A0 A0 A0 B0", 2, "A0 B0")]
    public void Choose_FewerThanWanted_IsWhatThereIs(string available, int size, string chosen) =>
        Assert.Equal(chosen, Requests.Of(available, size, "", "A:5").Choose());

    [Fact]
    public void Choose_IdsOfNobody_AreNotChosen() => Assert.Equal(
        ["GPU-A::1"],
        new BookedRequest(ResourceNames.Memory, ["GPU-A::01", "", "MIG-1", "GPU-A::1", "rubbish::"], [], 3, []).Chosen());

    [Fact]
    public void Choose_MigDevices_TakesTheBookedOnes() => Assert.Equal(
        ["MIG-b"],
        new BookedRequest("ten.ai/mig-1g.18gb", ["MIG-c", "MIG-a", "MIG-b"], [], 1, [new([new("MIG-B", 1)])]).Chosen());

    [Fact]
    public void Choose_WholeGpus_TakesTheBookedOnes() => Assert.Equal(
        ["GPU-B::0", "GPU-D::0"],
        new BookedRequest(ResourceNames.Whole, Requests.Ids("D0 C0 B0 A0"), [], 2, [new([new("GPU-B", 1), new("GPU-D", 1)])]).Chosen());

    [Fact]
    public void Choose_LargestNode_TakesLittleMemory()
    {
        var available = Enumerable.Range(0, 8).Select(index => Nodes.Gpu(index)).ToArray().Slice(MemoryUnit.All[0])
            .Of(ResourceNames.Memory).Select(device => device.Id).Reverse().ToList();
        var request = new BookedRequest(ResourceNames.Memory, available, [available[7]], 559, [new([new(Nodes.Uuid(3), 559)])]);
        Assert.Equal(559, request.Chosen().Count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        request.Chosen();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 160 * available.Count);
    }
}
