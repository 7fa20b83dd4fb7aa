using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(Private, true)]
    [InlineData(Private, false)]
    [InlineData(Everybody, true)]
    [InlineData(Everybody, false)]
    public void Write_NewFile_HasContentAndExactlyThatMode(UnixFileMode mode, bool durable)
    {
        AtomicFile.Write(_temp["f"], "new"u8, mode, durable);
        Assert.Equal("new", File.ReadAllText(_temp["f"]));
        Assert.Equal(mode, File.GetUnixFileMode(_temp["f"]));
        Assert.Equal(["f"], _temp.Files());
    }

    [Fact]
    public void Write_PresentFile_IsReplacedAsAWhole()
    {
        _temp.Write("f", "something longer than what follows");
        using var reader = File.OpenRead(_temp["f"]);
        AtomicFile.Write(_temp["f"], "new"u8, Private, durable: false);
        Assert.Equal("new", File.ReadAllText(_temp["f"]));
        Assert.Equal("something longer than what follows", new StreamReader(reader).ReadToEnd());
    }

    [Fact]
    public void Write_Link_IsReplacedAndNotFollowed()
    {
        _temp.Write("target", "old").Link("f", "target");
        AtomicFile.Write(_temp["f"], "new"u8, Private, durable: false);
        Assert.Equal("old", File.ReadAllText(_temp["target"]));
        Assert.Null(File.ResolveLinkTarget(_temp["f"], false));
    }

    [Fact]
    public void Write_LeftoverOfTheSameProcessId_IsNotUsed()
    {
        // A pid is used again: the leftover of its last owner may be a link, or readable by everybody.
        var leftover = $"f.{Environment.ProcessId}{AtomicFile.TemporarySuffix}";
        _temp.Write("victim", "victim").Link(leftover, "victim");
        AtomicFile.Write(_temp["f"], "new"u8, Private, durable: false);
        Assert.Equal("victim", File.ReadAllText(_temp["victim"]));
        Assert.Equal(["f", "victim"], _temp.Files());
        Assert.Equal(Private, File.GetUnixFileMode(_temp["f"]));
    }

    [Fact]
    public void Write_NameTakenByAFolder_FailsAndLeavesNothing()
    {
        _temp.Write("f/x", "");
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(_temp["f"], "new"u8, Private, durable: false));
        Assert.Equal(["f/x"], _temp.Files());
    }

    [Fact]
    public void Write_MissingFolder_IsAnIOException() =>
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(_temp["missing/f"], "new"u8, Private, durable: false));

    [RootFact]
    public void Write_FullDisk_LeavesTheOldFileAndNoTemporary()
    {
        Shell.Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", _temp.Folder("disk")["disk"]);
        try
        {
            _temp.Write("disk/f", "old");
            Assert.ThrowsAny<IOException>(() => AtomicFile.Write(_temp["disk/f"], new byte[1 << 20], Private, durable: true));
            Assert.Equal("old", File.ReadAllText(_temp["disk/f"]));
            Assert.Equal(["disk/f"], _temp.Files());
        }
        finally
        {
            Mounts.Detach(_temp["disk"]);
        }
    }

    [Fact]
    public async Task Write_ReaderMeanwhile_SeesOldOrNew()
    {
        byte[][] contents = [.. new[] { 'a', 'b' }.Select(letter => Enumerable.Repeat((byte)letter, 100_000).ToArray())];
        _temp.Write("f", contents[0]);
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 300; i++)
                AtomicFile.Write(_temp["f"], contents[i % 2], Private, durable: false);
        });
        while (!writing.IsCompleted)
        {
            var content = File.ReadAllBytes(_temp["f"]);
            Assert.Equal((100_000, 1), (content.Length, content.Distinct().Count()));
        }

        await writing;
    }
}
