using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class DetachedMountTests : IDisposable
{
    private readonly TempFolder _temp = new TempFolder().Write("source", "driver").Write("root/target", "image").Folder("folder");
    private readonly RootDirectory _root;

    public DetachedMountTests() => _root = RootDirectory.Open(_temp["root"]);

    public void Dispose()
    {
        _root.Dispose();
        _temp.Dispose();
    }

    [RootFact]
    public void AttachTo_File_ShowsTheSourceReadOnlyUntilDetached()
    {
        using (var mount = DetachedMount.Of(_temp["source"], MountAttributes.ReadOnly | MountAttributes.NoSuid))
        using (var place = _root.OpenPlace("/target")!)
            mount.AttachTo(place);
        Assert.Equal("driver", File.ReadAllText(_temp["root/target"]));
        Assert.Contains("Read-only", Assert.Throws<IOException>(() => File.WriteAllText(_temp["root/target"], "x")).Message, StringComparison.Ordinal);
        Detach();
        Assert.Equal("image", File.ReadAllText(_temp["root/target"]));
    }

    [RootFact]
    public void Of_SourceReplacedAfterwards_IsWhatItWas()
    {
        using var mount = DetachedMount.Of(_temp["source"], MountAttributes.None);
        File.Move(_temp["source"], _temp["elsewhere"]);
        _temp.Write("source", "another");
        using (var place = _root.OpenPlace("/target")!)
            mount.AttachTo(place);
        Assert.Equal("driver", File.ReadAllText(_temp["root/target"]));
        Detach();
    }

    [RootFact]
    public void Of_Folder_IsOne()
    {
        using var file = DetachedMount.Of(_temp["source"], MountAttributes.None);
        using var folder = DetachedMount.Of(_temp["folder"], MountAttributes.None);
        Assert.Equal((false, true), (file.IsDirectory, folder.IsDirectory));
    }

    [RootFact]
    public void Of_Missing_SaysWhat() =>
        Assert.Contains("no-such", Assert.Throws<PosixException>(() => DetachedMount.Of(_temp["no-such"], MountAttributes.None)).Message, StringComparison.Ordinal);

    [RootFact]
    public void Within_OtherNamespace_MountsThereAndNotHere()
    {
        using var other = Shell.Start("unshare", "--mount", "--propagation", "private", "sh", "-c", "echo ready; cat; cat \"$1\"", "sh", _temp["root/target"]);
        Assert.Equal("ready", other.StandardOutput.ReadLine());
        using var mount = DetachedMount.Of(_temp["source"], MountAttributes.None);
        using var inside = RootDirectory.Open($"/proc/{other.Id}/root{_temp["root"]}");
        using (var place = inside.OpenPlace("/target")!)
            MountNamespace.Within(other.Id, () => mount.AttachTo(place));
        Assert.Equal("image", File.ReadAllText(_temp["root/target"]));
        other.StandardInput.Close();
        Assert.Equal("driver", other.StandardOutput.ReadToEnd());
    }

    [RootFact]
    public void Within_ActionThrows_IsThrownHere() =>
        Assert.Throws<InvalidOperationException>(() => MountNamespace.Within(Environment.ProcessId, () => throw new InvalidOperationException()));

    [RootFact]
    public void Within_NoSuchProcess_SaysWhich() =>
        Assert.Contains("999999999", Assert.Throws<PosixException>(() => MountNamespace.Within(999_999_999, () => { })).Message, StringComparison.Ordinal);

    private void Detach()
    {
        using var place = _root.OpenPlace("/target")!;
        Assert.True(FileFacts.Of(place).IsMountRoot);
        Mounts.Detach(place);
    }
}
