using Coaster.GpuModel;
using Coaster.Testing;

namespace Coaster.Ledger.Tests;

public sealed class NodeLedgerTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly NodeLedger _ledger;

    public NodeLedgerTests() => _ledger = Ledgers.In(_temp.Path);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Begin_StarterAlive_KeepsTheBooking()
    {
        _ledger.Book("web");
        Assert.Equal(["web"], _ledger.Names());
    }

    [Fact]
    public void Begin_StarterGone_FreesTheBookingAndWhatIsLeft()
    {
        var entry = _ledger.Book("web");
        _temp.Write("containers/web/config.json", "{}").Write("containers/web/upper/a/b", "x").Link("containers/web/upper/link", "/etc")
            .Write("runc/web/state.json", "{}").Write("containers/other/config.json", "{}");
        _ledger.Orphan(entry);
        Assert.Empty(_ledger.Names());
        Assert.Equal(["containers/other/config.json", "lock"], _temp.Files());
        Assert.True(Directory.Exists("/etc"));
    }

    [Fact]
    public void Begin_ChrootWithoutItsMaker_KeepsTheBookingUntilItIsReleased()
    {
        _ledger.Orphan(_ledger.Book("chroot-1", engine: ContainerEngine.Chroot));
        _temp.Write("containers/chroot-1/injected.json", "{}");
        Assert.Equal(["chroot-1"], _ledger.Names());
        using (var transaction = _ledger.Begin())
        {
            transaction.Forget("chroot-1");
            Assert.True(File.Exists(_temp["containers/chroot-1/injected.json"]));
            Assert.True(transaction.Release("chroot-1"));
            transaction.Forget("chroot-1");
        }

        Assert.Equal(["lock"], _temp.Files());
    }

    [Theory]
    [InlineData(".4194305.a", "a process that cannot exist has ended")]
    [InlineData(".odd", "nobody's")]
    public void Begin_DiscardedByADeadProcess_IsRemoved(string folder, string whose)
    {
        _ledger.Book("web");
        _temp.Write($"containers/{folder}/upper/{whose}", "x");
        Assert.Equal(["web"], _ledger.Names());
        Assert.Equal(["bookings/web.json", "lock"], _temp.Files());
    }

    [Fact]
    public void Begin_DiscardedByALivingProcess_IsLeftToIt()
    {
        _ledger.Book("web");
        _temp.Write("containers/.1.a/upper/file", "x");
        Assert.Equal(["web"], _ledger.Names());
        Assert.Contains("containers/.1.a/upper/file", _temp.Files());
    }

    [Fact]
    public void Begin_ManyFilesLeft_AreRemovedWhenTheLedgerIsFreeAgain()
    {
        _ledger.Orphan(_ledger.Book("web"));
        _temp.Write("containers/web/upper/file", "x");
        var transaction = _ledger.Begin();
        Assert.Empty(transaction.Entries);
        Assert.False(Directory.Exists(_temp["containers/web"]));
        Assert.Contains(_temp.Files(), file => file.EndsWith("/upper/file", StringComparison.Ordinal));

        transaction.Dispose();

        Assert.Equal(["lock"], _temp.Files());
    }

    [Fact]
    public void Begin_OtherBoot_FreesTheBooking()
    {
        var entry = _ledger.Book("web");
        using (var transaction = _ledger.Begin())
            transaction.Put(entry with { Starter = entry.Starter with { BootId = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" } });
        Assert.Empty(_ledger.Names());
    }

    [Theory]
    [InlineData("bookings/web.json.123.coaster-tmp", "{\"v\":1,")]
    [InlineData("bookings/web.json.123.coaster-tmp", "")]
    public void Begin_WriterDiedBeforeTheRename_RemovesItsFile(string file, string content)
    {
        _ledger.Book("other");
        _temp.Write(file, content);
        Assert.Equal(["other"], _ledger.Names());
        Assert.Equal(["bookings/other.json", "lock"], _temp.Files());
    }

    [Fact]
    public void Begin_SweeperDiedBetweenItsSteps_FinishesAndBooksOnce()
    {
        // The folder is gone already, the runtime's state half gone, the booking still there.
        _ledger.Orphan(_ledger.Book("web", Ledgers.GpuMiB));
        _temp.Folder("runc/web");
        _ledger.Book("next", Ledgers.GpuMiB);
        Assert.Equal(["next"], _ledger.Names());
        Assert.Equal(Ledgers.GpuMiB, _ledger.BookedMiB());
    }

    [Fact]
    public void Begin_BookerDiedBeforeItsContainerWasMade_FreesTheBooking()
    {
        _ledger.Orphan(_ledger.Book("web", Ledgers.GpuMiB));
        Assert.NotNull(Ledgers.TryBook(_ledger, "next", Ledgers.GpuMiB));
    }

    [RootFact]
    public void Begin_MountedRootLeft_IsDetachedAndNotEmptied()
    {
        var entry = _ledger.Book("web");
        _temp.Folder("containers/web/rootfs").Write("lower/precious", "x");
        Shell.Run("mount", "--bind", _temp["lower"], _temp["containers/web/rootfs"]);
        _ledger.Orphan(entry);
        Assert.Empty(_ledger.Names());
        Assert.Equal(["lock", "lower/precious"], _temp.Files());
    }

    [Fact]
    public void Begin_FoldersDeeperThanAPathMayBeLong_AreRemoved()
    {
        var entry = _ledger.Book("web");
        Shell.Run("mkdir", "-p", _temp["containers/web/upper/"] + string.Join('/', Enumerable.Repeat(new string('d', 250), 40)));
        _ledger.Orphan(entry);
        Assert.Empty(_ledger.Names());
        Assert.False(Directory.Exists(_temp["containers/web"]));
    }

    [RootFact]
    public void Begin_OneThatCannotBeCleared_StaysAndStopsNobodyElse()
    {
        var stuck = _ledger.Book("stuck", 60_000);
        _temp.Write("containers/stuck/upper/file", "x");
        Shell.Run("chattr", "+i", _temp["containers/stuck"]);
        try
        {
            _ledger.Orphan(stuck);
            Assert.Equal(["stuck"], _ledger.Names());
            Assert.Null(Ledgers.TryBook(_ledger, "big", 60_000));
            Assert.NotNull(Ledgers.TryBook(_ledger, "small", 40_000));
        }
        finally
        {
            Shell.Run("chattr", "-R", "-i", _temp["containers/stuck"]);
        }

        Assert.Equal(["small"], _ledger.Names());
    }

    [RootFact]
    public void Begin_FileThatCannotBeRemoved_HoldsNoBooking()
    {
        var entry = _ledger.Book("stuck", Ledgers.GpuMiB);
        _temp.Write("containers/stuck/upper/file", "x");
        Shell.Run("chattr", "+i", _temp["containers/stuck/upper/file"]);
        try
        {
            _ledger.Orphan(entry);
            _ledger.Book("next", Ledgers.GpuMiB);
            Assert.Equal(["next"], _ledger.Names());
        }
        finally
        {
            Shell.Run("chattr", "-R", "-i", _temp["containers"]);
        }

        Assert.Equal(["next"], _ledger.Names());
        Assert.Equal(["bookings/next.json", "lock"], _temp.Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"v\":2}")]
    public void Begin_UnreadableEntry_IsNamedAndNothingIsBooked(string content)
    {
        _ledger.Book("web");
        _temp.Write("bookings/other.json", content);
        var error = Assert.Throws<CoasterException>(() => _ledger.Book("next"));
        Assert.Contains(_temp["bookings/other.json"], error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_temp["bookings/next.json"]));
    }

    [Fact]
    public void Begin_EntryUnderAnotherName_IsNamed()
    {
        _ledger.Book("web");
        File.Copy(_temp["bookings/web.json"], _temp["bookings/copy.json"]);
        Assert.Contains("copy.json", Assert.Throws<CoasterException>(() => _ledger.Names()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_AfterAFailure_LockIsFree()
    {
        _temp.Write("bookings/other.json", "");
        Assert.Throws<CoasterException>(() => _ledger.Names());
        File.Delete(_temp["bookings/other.json"]);
        Assert.Empty(_ledger.Names());
    }

    [Fact]
    public void Begin_StateDirectoryIsAFile_Says()
    {
        _temp.Write("file", "");
        var error = Assert.Throws<CoasterException>(() => Ledgers.In(_temp["file"]).Begin());
        Assert.Contains(_temp["file"], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../lock")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public void Find_NoSuchOrNoName_IsNull(string id)
    {
        _ledger.Book("web");
        Assert.Null(_ledger.Find(id));
    }

    [Fact]
    public void Release_Living_EndsItAndIsSafeToRepeat()
    {
        _ledger.Book("web");
        using var transaction = _ledger.Begin();
        Assert.True(transaction.Release("web"));
        Assert.True(transaction.Release("web"));
        Assert.Empty(transaction.Entries);
        Assert.Null(_ledger.Find("web"));
    }

    [Fact]
    public void Entries_Several_AreOldestFirst()
    {
        var first = _ledger.Book("z");
        _ledger.Book("a");
        using var transaction = _ledger.Begin();
        transaction.Put(first with { Created = first.Created.AddHours(-1) });
        Assert.Equal(["z", "a"], transaction.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void Begin_DockerContainerWithoutProcesses_IsFreedAndItsFoldersLeftToDocker()
    {
        var entry = _ledger.Book("d0cker", engine: ContainerEngine.Docker);
        _ledger.Orphan(entry, "/docker/no-such-container");
        Assert.Empty(_ledger.Names());
    }
}
