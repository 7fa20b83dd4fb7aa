using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class RootDirectoryMakingTests : IDisposable
{
    private readonly TempFolder _temp = new TempFolder().Folder("root").Folder("outside");
    private readonly RootDirectory _root;

    public RootDirectoryMakingTests() => _root = RootDirectory.Open(_temp["root"]);

    public void Dispose()
    {
        _root.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void MakeFile_NothingThere_MakesItAndTheFoldersAbove()
    {
        _root.MakeFile("/usr/lib/x/libcuda.so.1").Dispose();
        Assert.Equal(0, new FileInfo(_temp["root/usr/lib/x/libcuda.so.1"]).Length);
    }

    [Fact]
    public void MakeFile_SomethingThere_StaysAsItIs()
    {
        _temp.Write("root/a/b", "kept");
        using var place = _root.MakeFile("/a/b");
        Assert.Equal(4, FileFacts.Of(place).Size);
    }

    [Theory]
    [InlineData("/outside")]
    [InlineData("../outside")]
    [InlineData("../../../../../../../../tmp")]
    public void MakeFile_FolderIsALinkOut_StaysInside(string target)
    {
        _temp.Link("root/usr", target);
        var before = Directory.GetFileSystemEntries("/tmp", "libcoaster-never*");
        Assert.Throws<PosixException>(() => _root.MakeFile("/usr/libcoaster-never").Dispose());
        Assert.Empty(Directory.GetFileSystemEntries(_temp["outside"]));
        Assert.Equal(before, Directory.GetFileSystemEntries("/tmp", "libcoaster-never*"));
    }

    [Fact]
    public void MakeFile_LinkToAFolderInside_IsFollowed()
    {
        _temp.Folder("root/usr/lib").Link("root/lib", "/usr/lib");
        _root.MakeFile("/lib/x").Dispose();
        Assert.True(File.Exists(_temp["root/usr/lib/x"]));
    }

    [Fact]
    public void MakeFile_DanglingLink_IsRefusedAndNotFollowed()
    {
        _temp.Link("root/x", _temp["outside/y"]);
        Assert.Throws<PosixException>(() => _root.MakeFile("/x").Dispose());
        Assert.False(File.Exists(_temp["outside/y"]));
    }

    [Fact]
    public void MakeDirectory_FileInTheWay_IsRefused()
    {
        _temp.Write("root/usr", "a file");
        Assert.Throws<PosixException>(() => _root.MakeDirectory("/usr/lib").Dispose());
    }

    [Fact]
    public void MakeDirectory_DotDot_IsRefused() => Assert.Throws<ArgumentException>(() => _root.MakeDirectory("/a/../../b").Dispose());

    [RootFact]
    public void MakeDevice_Twice_IsTheDeviceWithItsModeWhateverTheMask()
    {
        for (var i = 0; i < 2; i++)
            _root.MakeDevice("/dev/x", FileKind.CharacterDevice, 195, 300, 0b110_110_110, 0, 0);
        using var place = _root.OpenPlace("/dev/x")!;
        Assert.Equal((FileKind.CharacterDevice, 195, 300), (FileFacts.Of(place).Kind, FileFacts.Of(place).Major, FileFacts.Of(place).Minor));
        Assert.Equal("666", Shell.Run("stat", "-c", "%a", _temp["root/dev/x"]).Trim());
    }

    [RootFact]
    public void MakeDevice_OtherThere_IsRefused()
    {
        _temp.Write("root/dev/x", "").Link("root/dev/link", "/dev/y");
        _root.MakeDevice("/dev/y", FileKind.CharacterDevice, 195, 1, 0b110_110_110, 0, 0);
        Assert.Throws<PosixException>(() => _root.MakeDevice("/dev/x", FileKind.CharacterDevice, 195, 0, 0b110_110_110, 0, 0));
        Assert.Throws<PosixException>(() => _root.MakeDevice("/dev/link", FileKind.CharacterDevice, 195, 0, 0b110_110_110, 0, 0));
    }

    [Fact]
    public void Remove_FileAndEmptyFolder_AreGoneAndFullOneStays()
    {
        _temp.Write("root/a/b", "").Folder("root/c");
        Assert.False(_root.Remove("/a"));
        Assert.True(_root.Remove("/a/b") && _root.Remove("/a") && _root.Remove("/c") && _root.Remove("/missing/x"));
        Assert.Empty(Directory.GetFileSystemEntries(_temp["root"]));
    }

    [Fact]
    public void MakeFile_FolderSwappedForALink_NeverLeavesTheRoot()
    {
        _temp.Folder("root/swap").Link("root/link", _temp["outside"]);
        using var swapping = new Exchange(_temp["root/swap"], _temp["root/link"]);
        for (var i = 0; i < 2000 || swapping.Count < 1000; i++)
            Try(() => _root.MakeFile($"/swap/file{i % 100}").Dispose());
        Assert.Empty(Directory.GetFileSystemEntries(_temp["outside"]));
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (PosixException)
        {
            // Refused because of the swap: as good as made inside.
        }
    }
}
