using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Ledger.Quotas;
using Coaster.Posix;
using Coaster.Quota;
using Coaster.Quota.Limits;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Ledger.Tests.Quotas;

public sealed class ShareQuotaTests : IDisposable
{
    private readonly TempFolder _temp = new TempFolder().Folder("lib/quota/multi").Folder("lib/quota/plain");
    private readonly TempFolder _debian = FakeImage.DebianMerged();
    private readonly TempFolder _alpine = FakeImage.Alpine();
    private EnforcementPolicy _policy = EnforcementPolicy.Default;
    private ShareBounds _bounds = ShareBounds.Default;

    private HostSettings Settings => HostSettings.Default with
    {
        StateDirectory = _temp["state"],
        LibraryDirectory = _temp["lib"],
        Enforcement = _policy,
        Oversubscription = _bounds,
    };

    private NodeLedger Ledger => new(Settings);

    private QuotaFolder Folder => QuotaFolder.Of(_temp["state"], "web");

    [RootFact]
    public void Give_Share_MakesItsFilesAndMounts()
    {
        var grant = Give("mem=4Gi,core=30", _debian, new FakeAgent());
        Assert.Equal(EnforcementTier.Shim, grant.Tier);
        Assert.Equal(
            ["/run/coaster-quota", "/run/coaster-quota/limits", "/run/coaster-quota/counters", "/etc/ld.so.preload"], grant.Edits.Mounts.Select(mount => mount.Destination));
        Assert.Equal([_temp["lib/quota/multi"], Folder.Limits, Folder.Counters, Folder.Preload], grant.Edits.Mounts.Select(mount => mount.Source));
        Assert.Equal([true, true, false, true], grant.Edits.Mounts.Select(mount => mount.Options.Contains("ro")));
        Assert.All(grant.Edits.Mounts.Skip(1), mount => Assert.Superset(new HashSet<string> { "nosuid", "nodev", "noexec" }, mount.Options.ToHashSet()));
        using var limits = LimitsFile.Open(Folder.Limits);
        Assert.Equal((4ul << 30, 300_000ul), (limits.Limits.Gpus[0].MemoryBytes, limits.Limits.Gpus[0].RatePpm));
        Assert.Empty(grant.Notices);
        Assert.False(grant.NeedsAgentAtStart);
    }

    [RootFact]
    public void Release_Share_TakesItsFilesAway()
    {
        Give("mem=4Gi", _debian, new FakeAgent());
        using (var transaction = Ledger.Begin())
            Assert.True(transaction.Release("web"));
        Assert.False(Folder.Exists);
    }

    [RootFact]
    public void Sweep_ShareWhoseContainerIsGone_TakesItsFilesAway()
    {
        Give("mem=4Gi", _debian, new FakeAgent());
        Ledger.Orphan(Ledger.Find("web")!);
        Assert.Empty(Ledger.Names());
        Assert.False(Folder.Exists);
    }

    [RootFact]
    public void Sweep_FilesWithoutABooking_TakesThemAway()
    {
        Give("mem=4Gi", _debian, new FakeAgent());
        File.Delete(_temp["state/bookings/web.json"]);
        Assert.Empty(Ledger.Names());
        Assert.False(Folder.Exists);
    }

    [RootFact]
    public void Give_Twice_BeginsAnew()
    {
        Give("mem=4Gi", _debian, new FakeAgent());
        _debian.Write("etc/ld.so.preload", "/a.so");
        new ShareQuota(Settings, Ledger, new FakeAgent()).Give(Ledger.Find("web")!, Root(_debian));
        Assert.EndsWith("/a.so\n", File.ReadAllText(Folder.Preload), StringComparison.Ordinal);
    }

    [Fact]
    public void Give_WholeGpu_IsNothing()
    {
        var grant = Give("1", _debian, new FakeAgent(isThere: false));
        Assert.Equal((EnforcementTier.Booked, 0), (grant.Tier, grant.Edits.Mounts.Count));
        Assert.Empty(grant.Notices);
    }

    [Theory]
    [InlineData("mem=4Gi", EnforcementTier.Shim, "no GNU C library")]
    [InlineData("mem=4Gi,core=30!", EnforcementTier.Booked, "no GNU C library")]
    [InlineData("mem=4Gi,tier=shim", EnforcementTier.Watcher, "no GNU C library")]
    public void Give_ImageWithoutGlibc_IsRefused(string spec, EnforcementTier weakest, string why)
    {
        _policy = _policy with { Weakest = weakest };
        Assert.Contains(why, Assert.Throws<CoasterException>(() => Give(spec, _alpine, new FakeAgent())).Message, StringComparison.Ordinal);
        Assert.False(Folder.Exists);
    }

    [Fact]
    public void Give_ImageWithoutGlibcWhereWatchingIsEnough_IsWatchedAndBookedSo()
    {
        _policy = _policy with { Weakest = EnforcementTier.Watcher };
        var grant = Give("mem=4Gi,core=30", _alpine, new FakeAgent());
        Assert.Equal((EnforcementTier.Watcher, 0), (grant.Tier, grant.Edits.Mounts.Count));
        Assert.Equal(EnforcementTier.Watcher, Ledger.Find("web")!.Container.Tier);
    }

    [Theory]
    [InlineData(EnforcementTier.Shim, "mem=4Gi")]
    [InlineData(EnforcementTier.Watcher, "mem=4Gi")]
    [InlineData(EnforcementTier.Booked, "mem=4Gi,core=30!")]
    [InlineData(EnforcementTier.Booked, "mem=4Gi,tier=watcher")]
    public void Give_NoAgent_IsRefused(EnforcementTier weakest, string spec)
    {
        _policy = _policy with { Weakest = weakest };
        Assert.Contains("no agent", Assert.Throws<CoasterException>(() => Give(spec, _debian, new FakeAgent(isThere: false))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Give_NoAgentWhereBookingIsEnough_SaysThatNothingHolds()
    {
        _policy = _policy with { Weakest = EnforcementTier.Booked };
        var grant = Give("mem=4Gi,core=30", _debian, new FakeAgent(isThere: false));
        Assert.Equal((EnforcementTier.Booked, 0), (grant.Tier, grant.Edits.Mounts.Count));
        Assert.Equal(["web has 4096 MiB and 30 % of the compute of GPU 0 (NVIDIA H200) booked; the limit is not enforced yet."], grant.Notices);
        Assert.Equal(EnforcementTier.Booked, Ledger.Find("web")!.Container.Tier);
    }

    [RootFact]
    public void Give_Oversubscribed_SaysWhatThatMeans()
    {
        _bounds = new ShareBounds(150, 200);
        var grant = Give("mem=4Gi,core=30", _debian, new FakeAgent());
        Assert.Equal(
            "web has a share of GPU 0 (NVIDIA H200) that is oversubscribed: while all want their compute it gets its part of 30 % in proportion; "
                + "its memory moves to the host while others need the room.",
            Assert.Single(grant.Notices));
        using var limits = LimitsFile.Open(Folder.Limits);
        Assert.Equal(LimitsFlags.ManagedInFull | LimitsFlags.ManagedBacking, limits.Limits.Flags);
    }

    [RootFact]
    public void Give_OversubscribedComputeAlone_HasPlainMemory()
    {
        _bounds = new ShareBounds(150, 100);
        Assert.EndsWith("in proportion.", Assert.Single(Give("mem=4Gi,core=30", _debian, new FakeAgent()).Notices), StringComparison.Ordinal);
        using var limits = LimitsFile.Open(Folder.Limits);
        Assert.Equal(LimitsFlags.ManagedInFull, limits.Limits.Flags);
    }

    [Theory]
    [InlineData(EnforcementTier.Watcher, true)]
    [InlineData(EnforcementTier.Booked, false)]
    public void Give_OversubscribedMemoryWithoutTheLibrary_IsRefused(EnforcementTier weakest, bool hasAgent)
    {
        _policy = _policy with { Weakest = weakest };
        _bounds = new ShareBounds(100, 200);
        var error = Assert.Throws<CoasterException>(() => Give("mem=4Gi", hasAgent ? _alpine : _debian, new FakeAgent(isThere: hasAgent)));
        Assert.Contains("its memory is oversubscribed", error.Message, StringComparison.Ordinal);
        Assert.False(Folder.Exists);
    }

    [Fact]
    public void Give_TierThatIsNotOffered_IsRefused()
    {
        var error = Assert.Throws<CoasterException>(() => Give("mem=4Gi,tier=driver", _debian, FakeAgent.Offering("GPU-0", EnforcementTier.Shim, EnforcementTier.Mps)));
        Assert.Contains("the tier driver is demanded", error.Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void Give_TierThatIsOffered_IsHadWithTheShim()
    {
        var grant = Give("mem=4Gi,tier=driver", _debian, FakeAgent.Offering("GPU-0", EnforcementTier.Driver));
        Assert.Equal((EnforcementTier.Driver, true, 4), (grant.Tier, grant.NeedsAgentAtStart, grant.Edits.Mounts.Count));
    }

    [Fact]
    public void Give_TierAboveTheShimAndNoGlibc_DoesWithoutTheShim()
    {
        var grant = Give("mem=4Gi,tier=driver", _alpine, FakeAgent.Offering("GPU-0", EnforcementTier.Driver));
        Assert.Equal((EnforcementTier.Driver, 0), (grant.Tier, grant.Edits.Mounts.Count));
    }

    [RootFact]
    public void Give_Mps_PreparesTheDaemonAndMountsItsPipesReadOnly()
    {
        var agent = FakeAgent.Offering("GPU-0", EnforcementTier.Mps);
        var grant = Give("mem=4Gi,core=25,tier=mps", _debian, agent);
        Assert.Equal((EnforcementTier.Mps, false), (grant.Tier, grant.NeedsAgentAtStart));
        Assert.Equal(["web"], agent.Prepared);
        var pipes = grant.Edits.Mounts[^1];
        Assert.Equal((_temp["state/mps/GPU-0/pipe"], "/tmp/nvidia-mps", true), (pipes.Source, pipes.Destination, pipes.Options.Contains("ro")));
        Assert.Equal(["CUDA_MPS_PIPE_DIRECTORY=/tmp/nvidia-mps"], grant.Edits.Env);
        using var limits = LimitsFile.Open(Folder.Limits);
        Assert.Equal(GpuLimitsFlags.Memory, limits.Limits.Gpus[0].Flags);
    }

    [Fact]
    public void Give_MpsAndNoGlibc_DoesWithoutTheShim() =>
        Assert.Equal("/tmp/nvidia-mps", Assert.Single(Give("mem=4Gi,tier=mps", _alpine, FakeAgent.Offering("GPU-0", EnforcementTier.Mps)).Edits.Mounts).Destination);

    [Fact]
    public void Give_LibraryNotInstalled_IsRefused()
    {
        Directory.Delete(_temp["lib"], recursive: true);
        Assert.Contains("not installed", Assert.Throws<CoasterException>(() => Give("mem=4Gi", _debian, new FakeAgent())).Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void Give_ImageWhosePreloadFileIsAFolder_IsRefusedAndLeavesNothing()
    {
        _debian.Folder("etc/ld.so.preload");
        Assert.Contains("/etc/ld.so.preload", Assert.Throws<CoasterException>(() => Give("mem=4Gi", _debian, new FakeAgent())).Message, StringComparison.Ordinal);
        Assert.False(Folder.Exists);
    }

    public void Dispose()
    {
        Folder.Remove();
        _temp.Dispose();
        _debian.Dispose();
        _alpine.Dispose();
    }

    private static RootDirectory Root(TempFolder image) => RootDirectory.Open(image.Path);

    private QuotaGrant Give(string spec, TempFolder image, FakeAgent agent)
    {
        var entry = new Bookkeeper(Ledger, TimeProvider.System).Book(
            GpuSpec.Parse(spec), Ledgers.Node, "/", new NewContainer("web", "web", ContainerEngine.Runc, ["sleep", "1"]));
        using var root = Root(image);
        return new ShareQuota(Settings, Ledger, agent).Give(entry, root);
    }
}
