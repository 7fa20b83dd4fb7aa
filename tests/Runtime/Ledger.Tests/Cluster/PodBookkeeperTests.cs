using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Ledger.Cluster;
using Coaster.Quota.Agents;
using Coaster.Testing;

namespace Coaster.Ledger.Tests.Cluster;

public sealed class PodBookkeeperTests : IDisposable
{
    private static readonly PodOwner Web = new("uid-1", "shop", "web-7d9f", "main");
    private readonly TempFolder _temp = new();
    private readonly NodeLedger _ledger;

    public PodBookkeeperTests() => _ledger = Ledgers.In(_temp["state"]);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Book_Claim_IsWrittenWithThePod()
    {
        var entry = Book("c1", Share(4096, 30));
        Assert.Equal((Web, "shop/web-7d9f/main", "c1", "/kubepods/podx/c1"), (entry.Pod, entry.Name, entry.Id, entry.CgroupsPath));
        Assert.Equal(LedgerEntryCodec.Encode(entry).ToArray(), LedgerEntryCodec.Encode(_ledger.Find("c1")!).ToArray());
    }

    [Fact]
    public void Book_SameContainerAgain_Replaces()
    {
        Book("c1", Share(4096, 30));
        Book("c1", Share(99_000, 100));
        Assert.Equal(99_000, _ledger.BookedMiB());
    }

    [Fact]
    public void Book_BesideOtherPods_AsksNobody()
    {
        Book("c1", Share(60_000, 80));
        Book("c2", Share(60_000, 80));
        Book("c3", new ContainerBooking("main", BookingKind.Exclusive, EnforcementTier.Booked, CoreLimit.Soft, [new("GPU-0", null, Ledgers.GpuMiB, 100)]));
        Assert.Equal(["c1", "c2", "c3"], _ledger.Names().Order());
    }

    [Theory]
    [InlineData("all", 1, EnforcementTier.Shim, false)]
    [InlineData("mem=4Gi", 90_000, EnforcementTier.Shim, true)]
    [InlineData("mem=4Gi", 99_000, EnforcementTier.Shim, false)]
    [InlineData("mem=4Gi,core=80", 1000, EnforcementTier.Shim, false)]
    [InlineData("mem=4Gi", 1000, EnforcementTier.Mps, false)]
    [InlineData("mem=4Gi,tier=mps", 1000, EnforcementTier.Mps, true)]
    [InlineData("mem=4Gi,tier=mps", 1000, EnforcementTier.Shim, false)]
    public void Book_BesideSomebodyTheClusterDoesNotKnow_StandsOrIsRefused(string spec, long mib, EnforcementTier tier, bool stands)
    {
        new Bookkeeper(_ledger, TimeProvider.System).Book(GpuSpec.Parse(spec), Ledgers.Node, "/", new NewContainer("train", "train", ContainerEngine.Runc, ["x"]));
        var share = Share(mib, 30) with { Tier = tier };
        if (stands)
        {
            Assert.NotNull(Book("c1", share));
            return;
        }

        var error = Assert.Throws<CoasterException>(() => Book("c1", share));
        Assert.StartsWith("cannot start shop/web-7d9f/main: GPU 0 is held by train (", error.Message, StringComparison.Ordinal);
        Assert.Equal(["train"], _ledger.Names());
    }

    [Fact]
    public void Book_PodsAndOneTheClusterDoesNotKnow_AreAddedUp()
    {
        _ledger.Book("train", 30_000);
        Book("c1", Share(60_000, 0));
        Assert.Contains("held by train (share)", Assert.Throws<CoasterException>(() => Book("c2", Share(20_000, 0))).Message, StringComparison.Ordinal);
        Assert.Equal("c3", Book("c3", Share(10_000, 0)).Id);
    }

    [Fact]
    public void Book_IdOfSomebodyElse_IsRefused()
    {
        _ledger.Book("c1");
        Assert.Contains("under its id c1", Assert.Throws<CoasterException>(() => Book("c1", Share(1, 0))).Message, StringComparison.Ordinal);
        Assert.Null(_ledger.Find("c1")!.Pod);
    }

    [Fact]
    public void Bookkeeper_BesideAPod_NamesItInFullAndMayHaveItsContainersName()
    {
        Book("c1", Share(90_000, 0));
        var error = Assert.Throws<CoasterException>(() => _ledger.Book("main", 20_000));
        Assert.Contains("is held by shop/web-7d9f/main (share)", error.Message, StringComparison.Ordinal);
        Assert.Equal("main", _ledger.Book("main", 1000).Id);
    }

    [Fact]
    public void Sweep_PodsContainerThatIsOver_IsFreed()
    {
        _ledger.Orphan(Book("c1", Share(1000, 0)), "/kubepods/pod-that-never-was/c1");
        Assert.Empty(_ledger.Names());
    }

    private static ContainerBooking Share(long mib, int core) =>
        new("main", BookingKind.Share, EnforcementTier.Shim, CoreLimit.Soft, [new GpuGrant("GPU-0", null, mib, core)]);

    private LedgerEntry Book(string id, ContainerBooking booking) => new PodBookkeeper(_ledger, TimeProvider.System).Book(
        Web,
        new PodClaim(new Booking(id, [booking]), Ledgers.Node, "/"),
        new NewContainer(id, id, ContainerEngine.Containerd, ["x"]) { CgroupsPath = "/kubepods/podx/" + id });
}
