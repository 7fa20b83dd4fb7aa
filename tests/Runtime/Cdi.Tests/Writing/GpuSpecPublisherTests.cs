using Coaster.Cdi.Writing;
using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Testing;

namespace Coaster.Cdi.Tests.Writing;

public sealed class GpuSpecPublisherTests
{
    private const string Theirs = "{cdiVersion: 0.5.0, kind: nvidia.com/gpu, devices: [{name: '0', containerEdits: {env: [THEIRS=0]}}], newer: field}";

    [Fact]
    public void Publish_EmptyFolder_WritesBothKindsThere()
    {
        using var folders = new Folders();
        var done = Publish(folders);
        Assert.Equal([folders["run/ten.ai-gpu.json"], folders["run/nvidia.com-gpu.json"]], done.Specs.Select(spec => spec.File));
        Assert.All(done.Specs, spec => Assert.Equal((true, "0 GPU-0000 all"), (spec.IsChanged, string.Join(' ', spec.Names))));
        Assert.Equal(["nvidia.com/gpu=0", "nvidia.com/gpu=GPU-0000", "nvidia.com/gpu=all", "ten.ai/gpu=0", "ten.ai/gpu=GPU-0000", "ten.ai/gpu=all"], folders.Names);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(folders["run/ten.ai-gpu.json"]));
    }

    [Fact]
    public void Publish_Again_ChangesNothing()
    {
        using var folders = new Folders();
        Publish(folders);
        Assert.All(Publish(folders).Specs, spec => Assert.False(spec.IsChanged));
    }

    [Fact]
    public void Publish_FolderMissing_IsMade()
    {
        using var folder = new TempFolder();
        new GpuSpecPublisher([folder["a/b"]], _ => null).Publish(Offers.Of(Offers.Whole(0)), [GpuKind.Own], replaceNvidia: false);
        Assert.Equal(["a/b/ten.ai-gpu.json"], folder.Files());
    }

    [Fact]
    public void Publish_NothingToOffer_RemovesOurFiles()
    {
        using var folders = new Folders();
        Publish(folders);
        var done = Publisher(folders).Publish(Offers.Of(), GpuKind.All, replaceNvidia: false);
        Assert.All(done.Specs, spec => Assert.Equal((true, 0), (spec.IsChanged, spec.Names.Count)));
        Assert.Empty(folders.Files);
    }

    [Theory]
    [InlineData("etc/nvidia.yaml")]
    [InlineData("run/nvidia.yaml")]
    [InlineData("run/nvidia.com-gpu.json")]
    public void Publish_NvidiasThere_LeavesItsKind(string file)
    {
        using var folders = new Folders().Write(file, file.EndsWith("json", StringComparison.Ordinal) ? """{"kind":"nvidia.com/gpu"}""" : Theirs);
        var done = Publish(folders);
        Assert.Equal([folders[file]], done.KeptOff);
        Assert.Equal(["ten.ai/gpu"], done.Specs.Select(spec => spec.Kind));
        Assert.Equal([file, "run/ten.ai-gpu.json"], folders.Files);
    }

    [Fact]
    public void Publish_NvidiasComeLater_TakesOursAway()
    {
        using var folders = new Folders();
        Publish(folders);
        folders.Write("run/nvidia.yaml", Theirs);
        Publish(folders);
        Assert.Equal(["run/nvidia.yaml", "run/ten.ai-gpu.json"], folders.Files);
    }

    [Fact]
    public void Publish_ReplaceNvidia_MovesTheirsAsideAndWritesOurs()
    {
        using var folders = new Folders().Write("etc/nvidia.yaml", Theirs).Write("run/nvidia.com-gpu.json", """{"kind":"nvidia.com/gpu"}""");
        var done = Publish(folders, replace: true);
        Assert.Equal([folders["etc/nvidia.yaml"], folders["run/nvidia.com-gpu.json"]], done.MovedAside);
        Assert.Empty(done.KeptOff);
        Assert.Equal(["etc/nvidia.yaml.coaster-saved", "run/nvidia.com-gpu.json", "run/nvidia.com-gpu.json.coaster-saved", "run/ten.ai-gpu.json"], folders.Files);
        Assert.Contains("nvidia.com/gpu=all", folders.Names);
        Assert.Equal(Theirs, File.ReadAllText(folders["etc/nvidia.yaml.coaster-saved"]));
    }

    [Fact]
    public void Publish_TakenOverBefore_StaysTakenOver()
    {
        using var folders = new Folders().Write("run/nvidia.yaml", Theirs);
        Publish(folders, replace: true);
        folders.Write("run/nvidia.yaml", Theirs + " # newer");
        Assert.Equal([folders["run/nvidia.yaml"]], Publish(folders).MovedAside);
        Assert.Equal(["run/nvidia.com-gpu.json", "run/nvidia.yaml.coaster-saved", "run/ten.ai-gpu.json"], folders.Files);
        Assert.EndsWith("newer", File.ReadAllText(folders["run/nvidia.yaml.coaster-saved"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_InterruptedAfterTheMove_GoesOnTheNextTime()
    {
        using var folders = new Folders().Write("run/nvidia.yaml.coaster-saved", Theirs);
        Publish(folders);
        Assert.Equal(["run/nvidia.com-gpu.json", "run/nvidia.yaml.coaster-saved", "run/ten.ai-gpu.json"], folders.Files);
    }

    [Fact]
    public void Remove_TakenOver_GivesTheirsBackAndCanBeDoneAgain()
    {
        using var folders = new Folders().Write("etc/nvidia.yaml", Theirs).Write("run/other.yaml", "x");
        Publish(folders, replace: true);
        var (removed, movedBack) = new GpuSpecPublisher(folders.Paths).Remove();
        Assert.Equal([folders["run/ten.ai-gpu.json"], folders["run/nvidia.com-gpu.json"]], removed);
        Assert.Equal([folders["etc/nvidia.yaml"]], movedBack);
        Assert.Equal(["etc/nvidia.yaml", "run/other.yaml"], folders.Files);
        Assert.Equal(Theirs, File.ReadAllText(folders["etc/nvidia.yaml"]));
        Assert.Equal((0, 0), new GpuSpecPublisher(folders.Paths).Remove() is var again ? (again.Removed.Count, again.MovedBack.Count) : default);
        Assert.Equal(["etc/nvidia.yaml", "run/other.yaml"], folders.Files);
    }

    [Fact]
    public void Remove_WrittenAgainSince_KeepsTheNewer()
    {
        using var folders = new Folders().Write("etc/nvidia.yaml.coaster-saved", "old").Write("etc/nvidia.yaml", Theirs);
        new GpuSpecPublisher(folders.Paths).Remove();
        Assert.Equal(["etc/nvidia.yaml"], folders.Files);
        Assert.Equal(Theirs, File.ReadAllText(folders["etc/nvidia.yaml"]));
    }

    [Fact]
    public void Remove_MissingFolders_IsNothing() => Assert.Empty(new GpuSpecPublisher(["/no/such/folder"]).Remove().Removed);

    [Fact]
    public void Publish_SomebodyElsesFileOfOurName_IsNotTouched()
    {
        using var folders = new Folders().Spec("run/ten.ai-gpu.json", "ten.ai/gpu", "0");
        var before = File.ReadAllText(folders["run/ten.ai-gpu.json"]);
        Assert.Contains("Coaster did not write it", Assert.Throws<CoasterException>(() => Publish(folders)).Message, StringComparison.Ordinal);
        Assert.Empty(new GpuSpecPublisher(folders.Paths).Remove().Removed);
        Assert.Equal(before, File.ReadAllText(folders["run/ten.ai-gpu.json"]));
    }

    [Fact]
    public void Publish_FolderThatIsAFile_SaysSo()
    {
        using var folder = new TempFolder().Write("file", "");
        var error = Assert.Throws<CoasterException>(() => new GpuSpecPublisher([folder["file"]]).Publish(Offers.Of(Offers.Whole(0)), GpuKind.All, replaceNvidia: false));
        Assert.Contains(folder["file"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_NvidiasHook_LeavesItsKindUnlessItIsTakenOver()
    {
        using var folders = new Folders().Write("bin/nvidia-cdi-hook", "");
        var publisher = new GpuSpecPublisher(folders.Paths, name => name == "nvidia-cdi-hook" ? folders["bin/nvidia-cdi-hook"] : null);
        var offer = Offers.Of(Offers.Whole(0));
        Assert.Equal([folders["bin/nvidia-cdi-hook"]], publisher.Publish(offer, GpuKind.All, replaceNvidia: false).KeptOff);
        Assert.Empty(publisher.Publish(offer, GpuKind.All, replaceNvidia: true).KeptOff);
        Assert.Empty(publisher.Publish(offer, GpuKind.All, replaceNvidia: false).KeptOff);
        Assert.Contains("nvidia.com/gpu=all", folders.Names);
    }

    [Fact]
    public void Publish_HookThatIsALinkToOurs_IsNoObstacle()
    {
        using var folders = new Folders().Write("bin/coaster-runtime", "");
        File.CreateSymbolicLink(folders["bin/nvidia-container-runtime-hook"], folders["bin/coaster-runtime"]);
        var publisher = new GpuSpecPublisher(folders.Paths, name => folders["bin/" + name]);
        var offer = Offers.Of(new OwnHook(folders["bin/coaster-runtime"], []), Offers.Whole(0));
        File.CreateSymbolicLink(folders["bin/nvidia-cdi-hook"], "coaster-runtime");
        Assert.Empty(publisher.Publish(offer, GpuKind.All, replaceNvidia: false).KeptOff);
    }

    private static GpuSpecPublisher Publisher(Folders folders) => new(folders.Paths, _ => null);

    private static Publication Publish(Folders folders, bool replace = false) =>
        Publisher(folders).Publish(Offers.Of(Offers.Whole(0)), GpuKind.All, replace);
}
