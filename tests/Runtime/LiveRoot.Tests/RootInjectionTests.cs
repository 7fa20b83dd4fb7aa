using Coaster.GpuModel;
using Coaster.LiveRoot.Records;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.LiveRoot.Tests;

public sealed class RootInjectionTests : IDisposable
{
    private const string Library = "/usr/lib/libcuda.so.1";
    private static readonly DeviceNode Node = new("/dev/nvidia7", 195, 7);

    private readonly TempFolder _temp = new TempFolder().Write("driver/libcuda.so.1", "driver").Write("outside/kept", "kept").Folder("root/etc");
    private readonly RootDirectory _root;

    public RootInjectionTests() => _root = RootDirectory.Open(_temp["root"]);

    public void Dispose()
    {
        Shell.Run("sh", "-c", "grep -o \"$1[^ ]*\" /proc/self/mounts | xargs -r umount -l", "sh", _temp.Path);
        _root.Dispose();
        _temp.Dispose();
    }

    [RootFact]
    public void Mount_EmptyRoot_ShowsTheFileReadOnlyAndTheDevice()
    {
        Inject(Edits(Library));
        Assert.Equal("driver", File.ReadAllText(_temp["root" + Library]));
        Assert.Throws<IOException>(() => File.WriteAllText(_temp["root" + Library], "x"));
        using var place = _root.OpenPlace(Node.Path)!;
        Assert.Equal((195, 7), (FileFacts.Of(place).Major, FileFacts.Of(place).Minor));
    }

    [RootFact]
    public void Mount_FileBelowAnotherMount_IsOnThatMount()
    {
        _temp.Write("tree/place", "").Write("tree/other", "other");
        var edits = ContainerEdits.None with
        {
            Mounts = [new OciMount(_temp["tree"], "/run/tree", ["ro"]), new OciMount(_temp["driver/libcuda.so.1"], "/run/tree/place", ["ro"])],
        };
        var record = InjectionRecord.Of(edits, _root, _temp["root"]);
        Inject(edits);
        Assert.Equal(("driver", "other"), (File.ReadAllText(_temp["root/run/tree/place"]), File.ReadAllText(_temp["root/run/tree/other"])));
        Assert.Equal("", File.ReadAllText(_temp["tree/place"]));
        Assert.Empty(record.Undo(_root));
        Assert.False(Directory.Exists(_temp["root/run"]));
    }

    [RootFact]
    public void Mount_FileBelowAnotherMountThatHasNoPlace_IsRefused()
    {
        var edits = ContainerEdits.None with
        {
            Mounts = [new OciMount(_temp["driver"], "/run/tree", ["ro"]), new OciMount(_temp["driver/libcuda.so.1"], "/run/tree/place", ["ro"])],
        };
        Assert.Contains("/run/tree/place", Assert.Throws<CoasterException>(() => Inject(edits)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_temp["driver/place"]));
    }

    [RootFact]
    public void Undo_AfterMount_LeavesTheRootAsItWas()
    {
        _temp.Write("root/usr/lib/libcuda.so.1", "the image's own");
        var before = Fingerprint();
        var edits = Edits(Library, "/opt/new/folder/libnvidia-ml.so.1");
        var record = InjectionRecord.Of(edits, _root, _temp["root"]);
        Inject(edits);
        Assert.NotEqual(before, Fingerprint());
        Assert.Empty(record.Undo(_root));
        Assert.Empty(record.Undo(_root));
        Assert.Equal(before, Fingerprint());
    }

    [RootFact]
    public void Undo_SomebodyPutSomethingInto_StaysAndIsTold()
    {
        var edits = Edits("/opt/new/libcuda.so.1");
        var record = InjectionRecord.Of(edits, _root, _temp["root"]);
        Inject(edits);
        _temp.Write("root/opt/new/theirs", "x");
        Assert.Equal(["/opt/new", "/opt"], record.Undo(_root));
        Assert.Equal("x", File.ReadAllText(_temp["root/opt/new/theirs"]));
    }

    [RootFact]
    public void MakePlaces_LibraryFolderLeadsOut_StaysInside()
    {
        _temp.Link("root/usr", _temp["outside"]).Folder("root" + _temp["outside"]);
        Inject(Edits(Library));
        Assert.Equal(["kept"], Directory.GetFileSystemEntries(_temp["outside"]).Select(Path.GetFileName));
    }

    [RootFact]
    public void MakePlaces_LinkIntoTheKernelsFiles_IsRefused()
    {
        Directory.CreateDirectory(_temp["root/proc"]);
        Shell.Run("mount", "-t", "proc", "none", _temp["root/proc"]);
        _temp.Link("root/usr/lib/libcuda.so.1", "/proc/self/attr/current");
        Assert.Contains("kernel's own", Assert.Throws<CoasterException>(() => Inject(Edits(Library))).Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void MakePlaces_LibraryIsADevice_IsRefused()
    {
        _root.MakeDevice("/dev/zero", FileKind.CharacterDevice, 1, 5, 0b110_110_110, 0, 0);
        _temp.Link("root/usr/lib/libcuda.so.1", "/dev/zero");
        Assert.Contains("device", Assert.Throws<CoasterException>(() => Inject(Edits(Library))).Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void MakePlaces_OtherDeviceThere_IsRefused()
    {
        _root.MakeDevice(Node.Path, FileKind.CharacterDevice, 195, 3, 0b110_110_110, 0, 0);
        Assert.Contains(Node.Path, Assert.Throws<CoasterException>(() => Inject(Edits())).Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void Prepare_DriverFileMissing_SaysWhich()
    {
        var edits = ContainerEdits.None with { Mounts = [new OciMount("/no/such/file", Library, [])] };
        Assert.Contains("/no/such/file", Assert.Throws<CoasterException>(() => RootInjection.Prepare(edits)).Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void Mount_LibraryFolderIsSwappedAllTheTime_NeverMountsOutside()
    {
        _temp.Folder("root/usr/lib").Link("root/lure", _temp["outside"]);
        using (var swapping = new Exchange(_temp["root/usr"], _temp["root/lure"]))
            for (var i = 0; i < 1000 || swapping.Count < 1000; i++)
                TryInject(Edits($"/usr/lib/libcuda.so.{i % 8}"));
        Assert.Equal(["kept"], Directory.GetFileSystemEntries(_temp["outside"]).Select(Path.GetFileName));
        Assert.DoesNotContain(File.ReadAllLines("/proc/self/mounts"), line => line.Contains(_temp["outside"], StringComparison.Ordinal));
    }

    [Fact]
    public void Of_NothingMissing_RecordsNothingMade()
    {
        _temp.Write("root/usr/lib/libcuda.so.1", "");
        var record = InjectionRecord.Of(Edits(Library) with { DeviceNodes = [] }, _root, "/r");
        Assert.Equal([Library], record.Mounts);
        Assert.Empty(record.Made);
    }

    private ContainerEdits Edits(params string[] destinations) => new(
        [Node], [.. destinations.Select(path => new OciMount(_temp["driver/libcuda.so.1"], path, ["ro", "nosuid", "nodev", "rbind", "rprivate"]))], []);

    private void Inject(ContainerEdits edits)
    {
        using var injection = RootInjection.Prepare(edits);
        injection.MakePlaces(_root);
        injection.Mount();
    }

    private void TryInject(ContainerEdits edits)
    {
        try
        {
            Inject(edits);
        }
        catch (CoasterException)
        {
            // What was swapped away in between cannot be mounted on; that is no harm.
        }
    }

    private string Fingerprint() => Shell.Run("sh", "-c", "cd \"$1\" && find . -printf '%p %y %m %s %l\\n' | sort; cat usr/lib/* 2>/dev/null", "sh", _temp["root"]);
}
