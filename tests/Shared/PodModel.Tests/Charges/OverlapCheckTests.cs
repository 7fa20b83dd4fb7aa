using Coaster.GpuModel.Bookings;
using Coaster.KubeTesting;
using Coaster.PodModel.Charges;
using Coaster.PodModel.Pods;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.PodModel.Tests.Charges;

public sealed class OverlapCheckTests
{
    private static readonly ShareBounds More = new(150, 200);

    [Fact]
    public void Conflict_AnyPodsOneAfterTheOther_AgreesWithBruteForce() => Prop.ForAll(Holders.Some.ToArbitrary(), pods =>
        new[] { ShareBounds.Default, More }.All(bounds => Agrees(pods, bounds))).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Conflict_InitContainers_ChargeTheLargestAndSidecarsBeforeThem()
    {
        var pod = Holders.Of(
            "a",
            (ContainerRole.Init, Bookings.Share("first", 300, 10)),
            (ContainerRole.Sidecar, Bookings.Share("side", 100, 5)),
            (ContainerRole.Init, Bookings.Share("second", 600, 20)),
            (ContainerRole.App, Bookings.Share("main", 400, 50)));
        var charge = PodCharge.Of(pod.Facts, pod.Booking).Gpus[Bookings.Gpu0];
        Assert.Equal((700, 55), (charge.MemoryMiB, charge.CorePercent));
    }

    [Theory]
    [InlineData(600, 0, null)]
    [InlineData(601, 0, "it gives 601 MiB of GPU-0a, whose shares may have 1000 MiB, and 400 MiB are held by default/a")]
    [InlineData(100, 70, null)]
    [InlineData(100, 71, "it gives 71 % of GPU-0a, whose shares may have 100 %, and 30 % are held by default/a")]
    public void Conflict_ShareBesideAShare_FitsUpToTheBounds(long memoryMiB, int core, string? why) =>
        Assert.Equal(why, Conflict(Bookings.Share("main", memoryMiB, core), Bookings.Share("main", 400, 30)));

    [Fact]
    public void Conflict_OneShareLargerThanItsGpu_IsTold() =>
        Assert.Equal("it gives 1001 MiB of GPU-0a, whose shares may have 1000 MiB", Conflict(Bookings.Share("main", 1001)));

    [Fact]
    public void Conflict_SecondExclusive_NamesTheHolder()
    {
        var whole = Bookings.Container("main", BookingKind.Exclusive, new GpuGrant(Bookings.Gpu0, null, 1000, 100));
        Assert.Equal("it gives GPU-0a as exclusive, and the pod default/a holds it as exclusive", Conflict(whole, whole));
        Assert.Null(Conflict(whole, Bookings.Share("main", gpu: Bookings.Gpu1)));
    }

    [Fact]
    public void Conflict_TwiceInOnePod_IsToldUnlessOneAfterTheOther()
    {
        var (first, second) = (Exclusive("first"), Exclusive("second"));
        Assert.Contains("to its own containers", Conflict(Holders.Of("a", (ContainerRole.App, first), (ContainerRole.App, second))), StringComparison.Ordinal);
        Assert.Null(Conflict(Holders.Of("a", (ContainerRole.Init, first), (ContainerRole.App, second))));
    }

    private static ContainerBooking Exclusive(string name) => Bookings.Container(name, BookingKind.Exclusive, new GpuGrant(Bookings.Gpu0, null, 1000, 100));

    private static string? Conflict(ContainerBooking asked, params ContainerBooking[] held) => Conflict(
        Holders.Of("z", (ContainerRole.App, asked)), [.. held.Select((booking, index) => Holders.Of($"{(char)('a' + index)}", (ContainerRole.App, booking)))]);

    private static string? Conflict(Holder asked, params Holder[] held) => OverlapCheck.Conflict(
        PodCharge.Of(asked.Facts, asked.Booking), [.. held.Select(pod => PodCharge.Of(pod.Facts, pod.Booking))], Bookings.Inventory, ShareBounds.Default);

    private static bool Agrees(Holder[] pods, ShareBounds bounds)
    {
        var accepted = new List<Holder>();
        foreach (var pod in pods)
        {
            var charges = accepted.Select(held => PodCharge.Of(held.Facts, held.Booking)).ToList();
            var fits = OverlapCheck.Conflict(PodCharge.Of(pod.Facts, pod.Booking), charges, Bookings.Inventory, bounds) is null;
            if (fits != NaiveOverlap.Fits([.. accepted, pod], bounds))
                return false;
            if (fits)
                accepted.Add(pod);
        }
        return true;
    }
}
