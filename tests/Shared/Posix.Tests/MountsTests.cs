using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class MountsTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [RootFact]
    public void Overlay_NamesWithTheKernelsSeparators_AreOneFolderEach()
    {
        foreach (var odd in (string[])["a:b", "a,b", "a\\b", "a\\:b", "lowerdir=x,upperdir=y", "é b"])
            CheckLayer(odd);
    }

    [RootFact]
    public void Overlay_MissingFolder_SaysWhich()
    {
        _temp.Folder("upper").Folder("work").Folder("target");
        var error = Assert.Throws<PosixException>(
            () => Mounts.Overlay(_temp["lower"], _temp["upper"], _temp["work"], _temp["target"]));
        Assert.Contains(_temp["lower"], error.Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void Detach_NothingMounted_IsNoFailure()
    {
        Mounts.Detach(_temp.Folder("plain")["plain"]);
        Mounts.Detach(_temp["missing"]);
    }

    [RootFact]
    public void Detach_Link_IsNotFollowed()
    {
        Shell.Run("mount", "-t", "tmpfs", "none", _temp.Folder("disk")["disk"]);
        _temp.Link("link", "disk");
        Mounts.Detach(_temp["link"]);
        Assert.Contains(_temp["disk"], File.ReadAllText("/proc/self/mounts"), StringComparison.Ordinal);
        Mounts.Detach(_temp["disk"]);
        Assert.DoesNotContain(_temp["disk"], File.ReadAllText("/proc/self/mounts"), StringComparison.Ordinal);
    }

    private void CheckLayer(string odd)
    {
        // The upper folder must be on a file system that can carry one; the one below may be anything.
        var disk = _temp.Folder($"{odd}/disk")[$"{odd}/disk"];
        Shell.Run("mount", "-t", "tmpfs", "none", disk);
        try
        {
            _temp.Write($"{odd}/disk/lower/f", "below").Folder($"{odd}/disk/upper").Folder($"{odd}/disk/work").Folder($"{odd}/disk/target");
            Mounts.Overlay($"{disk}/lower", $"{disk}/upper", $"{disk}/work", $"{disk}/target");
            File.WriteAllText($"{disk}/target/f", "above");
            Assert.Equal(("below", "above"), (File.ReadAllText($"{disk}/lower/f"), File.ReadAllText($"{disk}/upper/f")));
            Mounts.Detach($"{disk}/target");
            Assert.Empty(Directory.GetFiles($"{disk}/target"));
        }
        finally
        {
            Mounts.Detach(disk);
        }
    }
}
