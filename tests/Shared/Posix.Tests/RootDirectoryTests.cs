using System.Text;
using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class RootDirectoryTests : IDisposable
{
    private readonly TempFolder _temp = new TempFolder().Write("root/etc/passwd", "inside").Write("passwd", "outside");
    private readonly RootDirectory _root;

    public RootDirectoryTests() => _root = RootDirectory.Open(_temp["root"]);

    public void Dispose()
    {
        _root.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void FindDevice_Node_HasItsNumbersAndPermissions()
    {
        using var machine = RootDirectory.Open("/");
        Assert.Equal(new CharacterDevice(1, 3, 0b110_110_110, 0, 0), machine.FindDevice("dev/null"));
    }

    [Theory]
    [InlineData("etc/passwd")]
    [InlineData("etc")]
    [InlineData("nothing")]
    [InlineData("link")]
    public void FindDevice_SomethingElse_IsNull(string path)
    {
        _temp.Link("root/link", "/dev/null");
        Assert.Null(_root.FindDevice(path));
    }

    [Theory]
    [InlineData("etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("../etc/passwd")]
    [InlineData("/../../../etc/passwd")]
    [InlineData("etc/../../../etc/passwd")]
    public void ReadFile_AnyWayUp_StaysInside(string path) => Assert.Equal("inside", Read(path));

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/../etc/passwd")]
    [InlineData("//etc//passwd")]
    public void ReadFile_LinkOut_IsFollowedInside(string target)
    {
        _temp.Link("root/link", target);
        Assert.Equal("inside", Read("link"));
    }

    [Fact]
    public void ReadFile_FolderLinkOut_IsFollowedInside()
    {
        _temp.Link("root/usr", _temp.Path).Link("root/opt", "/..");
        Assert.Null(Read("usr/passwd"));
        Assert.Equal("inside", Read("opt/etc/passwd"));
    }

    [Fact]
    public void ReadFile_LinkLoop_IsNothing()
    {
        _temp.Link("root/a", "b").Link("root/b", "a");
        Assert.Null(Read("a"));
    }

    [Fact]
    public void ReadFile_MagicLinkOfProc_IsNothing()
    {
        // A root that has the real /proc: the links in it lead anywhere, whatever text they show.
        using var slash = RootDirectory.Open("/");
        Assert.Null(slash.ReadFile($"proc/{Environment.ProcessId}/root/etc/passwd", 1 << 20));
        Assert.Null(slash.ReadFile("proc/self/exe", int.MaxValue));
        Assert.NotNull(slash.ReadFile("proc/self/stat", 1 << 20));
    }

    [Theory]
    [InlineData(6, "inside")]
    [InlineData(5, null)]
    [InlineData(0, null)]
    public void ReadFile_Limit_IsTheLargestSizeRead(int limit, string? expected) =>
        Assert.Equal(expected, _root.ReadFile("etc/passwd", limit) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);

    [Fact]
    public void ReadFile_EmptyFile_IsEmpty()
    {
        _temp.Write("root/empty", "");
        Assert.Equal("", Read("empty"));
    }

    [Fact]
    public void ReadFile_ProcFileOfManyPages_IsWhole()
    {
        // The kernel gives such files a page or so at a time, and says that their size is 0.
        using var proc = RootDirectory.Open("/proc");
        var lines = Encoding.UTF8.GetString(proc.ReadFile("kallsyms", 1 << 28)!).Split('\n');
        Assert.True(lines.Length > 10_000);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void ReadFile_ProcFileAboveTheLimit_IsNothing()
    {
        using var proc = RootDirectory.Open("/proc");
        Assert.Null(proc.ReadFile("kallsyms", 100));
    }

    [Theory]
    [InlineData("")]
    [InlineData("etc")]
    [InlineData("missing")]
    [InlineData("etc/passwd/x")]
    public void ReadFile_NoFile_IsNothing(string path) => Assert.Null(Read(path));

    [Fact]
    public void ReadFile_Fifo_DoesNotHang()
    {
        Shell.Run("mkfifo", _temp["root/fifo"]);
        Assert.Null(Read("fifo"));
    }

    [RootFact]
    public void ReadFile_EndlessDevice_IsNothing()
    {
        Shell.Run("mknod", _temp["root/zero"], "c", "1", "5");
        Assert.Null(Read("zero"));
        Assert.True(_root.Exists("zero"));
    }

    [Fact]
    public void ReadFile_NoRegularFile_IsNotOpened()
    {
        // Opening a device may do something: a watchdog starts to count, a tape winds back. With a FIFO the other end sees it.
        Shell.Run("mkfifo", _temp["root/fifo"]);
        using var waiting = Shell.Start("dd", "of=" + _temp["root/fifo"], "if=/dev/zero", "count=0", "status=none");
        for (var i = 0; i < 200; i++)
            Assert.Null(Read("fifo"));
        var opened = waiting.WaitForExit(100);
        waiting.Kill();
        Assert.False(opened);
    }

    [Fact]
    public void Exists_DanglingAndOutside_AreNot()
    {
        _temp.Link("root/dangling", "nowhere").Link("root/outside", _temp["passwd"]);
        Assert.False(_root.Exists("dangling"));
        Assert.False(_root.Exists("outside"));
        Assert.True(_root.Exists("etc"));
        Assert.True(_root.Exists("/"));
    }

    [Fact]
    public void IsDirectory_FileAndFolder_AreToldApart()
    {
        Assert.True(_root.IsDirectory("etc"));
        Assert.False(_root.IsDirectory("etc/passwd"));
        Assert.False(_root.IsDirectory("missing"));
    }

    [Fact]
    public void RealPath_Links_AreResolvedInside()
    {
        _temp.Link("root/lib/libx.so.1", "/etc/alternatives/libx").Link("root/etc/alternatives/libx", "../passwd");
        Assert.Equal(_temp["root/etc/passwd"], _root.RealPath("lib/libx.so.1"));
        Assert.Null(_root.RealPath("lib/libx.so.2"));
    }

    [Fact]
    public void List_MoreNamesThanOneCallGives_HasAllOfThem()
    {
        var names = Enumerable.Range(0, 1000).Select(number => $"a-name-that-is-long-{number:D4}-é").ToList();
        foreach (var name in names)
            _temp.Write("root/many/" + name, "");
        Assert.Equal(names, _root.List("many"));
    }

    [Fact]
    public void List_Folder_IsSorted()
    {
        _temp.Write("root/d/b", "").Write("root/d/B", "").Write("root/d/a/x", "").Link("root/d/c", "/nowhere");
        Assert.Equal(["B", "a", "b", "c"], _root.List("d"));
        Assert.Empty(_root.List("missing"));
        Assert.Empty(_root.List("etc/passwd"));
    }

    [Fact]
    public void Open_MissingOrFile_SaysWhich()
    {
        Assert.Equal(Errno.ENOENT, Assert.Throws<PosixException>(() => RootDirectory.Open(_temp["nowhere"])).Errno);
        var error = Assert.Throws<PosixException>(() => RootDirectory.Open(_temp["passwd"]));
        Assert.Equal(Errno.ENOTDIR, error.Errno);
        Assert.Contains(_temp["passwd"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadFile_FolderSwappedForALink_NeverLeadsOut()
    {
        _temp.Write("root/real/passwd", "inside").Link("root/evil", _temp.Path);
        using var stop = new CancellationTokenSource();
        var swapping = Task.Run(() => Swap(stop.Token));
        for (var i = 0; i < 3000; i++)
            Assert.Contains(Read("swapped/passwd"), new[] { "inside", null });
        await stop.CancelAsync();
        await swapping;
    }

    [Fact]
    public async Task ReadFile_RenamesElsewhere_DoNotHideAFile()
    {
        // openat2(2) gives up with EAGAIN on a path with ".." while anything is renamed anywhere.
        _temp.Write("root/a/x", "");
        using var stop = new CancellationTokenSource();
        var renaming = Task.Run(() =>
        {
            for (var (from, to) = ("a", "b"); !stop.IsCancellationRequested; (from, to) = (to, from))
                Directory.Move(_temp["root/" + from], _temp["root/" + to]);
        });
        for (var i = 0; i < 3000; i++)
            Assert.Equal("inside", Read("etc/../etc/../etc/../etc/passwd"));
        await stop.CancelAsync();
        await renaming;
    }

    private void Swap(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Directory.Move(_temp["root/real"], _temp["root/swapped"]);
            Directory.Move(_temp["root/swapped"], _temp["root/real"]);
            Directory.Move(_temp["root/evil"], _temp["root/swapped"]);
            Directory.Move(_temp["root/swapped"], _temp["root/evil"]);
        }
    }

    private string? Read(string path) => _root.ReadFile(path, 1 << 10) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
