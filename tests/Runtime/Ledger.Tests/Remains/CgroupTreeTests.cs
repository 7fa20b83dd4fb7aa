using Coaster.GpuModel;
using Coaster.Ledger.Remains;
using Coaster.Testing;

namespace Coaster.Ledger.Tests.Remains;

public sealed class CgroupTreeTests
{
    [Theory]
    [InlineData("/docker/4c5f", "docker/4c5f")]
    [InlineData("docker/4c5f", "docker/4c5f")]
    [InlineData("//docker//4c5f/", "docker/4c5f")]
    [InlineData("/./docker/./4c5f", "docker/4c5f")]
    [InlineData("/kubepods/burstable/pod0d9f/a0b1", "kubepods/burstable/pod0d9f/a0b1")]
    [InlineData("system.slice:docker:4c5f", "system.slice/docker-4c5f.scope")]
    [InlineData(":docker:4c5f", "system.slice/docker-4c5f.scope")]
    [InlineData("-.slice:docker:4c5f", "docker-4c5f.scope")]
    [InlineData("machine.slice:libpod:f00d", "machine.slice/libpod-f00d.scope")]
    [InlineData("kubepods-burstable-pod0d9f.slice:cri-containerd:a0b1",
        "kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod0d9f.slice/cri-containerd-a0b1.scope")]
    [InlineData("a.slice:x:b.slice", "a.slice/b.slice")]
    [InlineData("/..x/y..", "..x/y..")]
    public void PathOf_EitherForm_IsBelowTheRoot(string cgroupsPath, string expected) => Assert.Equal(expected, CgroupTree.PathOf(cgroupsPath));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData(".")]
    [InlineData("/.")]
    [InlineData("/./")]
    [InlineData("./.")]
    [InlineData("..")]
    [InlineData("/docker/..")]
    [InlineData("/docker/../../x")]
    [InlineData("a:../..:c")]
    [InlineData("a:b/../../..:c")]
    [InlineData("../..:b:c")]
    public void PathOf_NotBelowTheRoot_IsNone(string cgroupsPath)
    {
        Assert.True(CgroupTree.PathOf(cgroupsPath) is null || !CgroupTree.PathOf(cgroupsPath)!.Split('/').Contains(".."));
        Assert.False(CgroupTree.Of(cgroupsPath).IsPopulated);
        Assert.True(CgroupTree.Of(cgroupsPath).Kill(TimeSpan.Zero));
    }

    [Fact]
    public void Of_NoSuchCgroup_IsEmpty() => Assert.False(CgroupTree.Of("/coaster/no-such-container").IsPopulated);

    [RootFact]
    public async Task Kill_ProcessesInNestedCgroups_AreEndedAndTheFoldersRemoved()
    {
        using var cgroup = new RealCgroup();
        using var outer = cgroup.Start("");
        using var inner = cgroup.Start("/a/b");
        var tree = CgroupTree.Of(cgroup.Path);
        Assert.True(tree.IsPopulated);
        Assert.True(tree.Kill(TimeSpan.FromMinutes(1)));
        await Task.WhenAll(outer.WaitForExitAsync(), inner.WaitForExitAsync());
        Assert.False(tree.IsPopulated);
        tree.Remove();
        Assert.False(Directory.Exists(cgroup.Folder));
    }

    [RootFact]
    public void IsPopulated_CgroupsComeAndGo_IsNoFailure()
    {
        using var cgroup = new RealCgroup();
        using var ended = new CancellationTokenSource();
        var changes = 0L;
        var changing = new Thread(() =>
        {
            for (; !ended.IsCancellationRequested; changes++)
            {
                Directory.CreateDirectory(cgroup.Folder + "/a/b/c");
                foreach (var folder in (string[])["/a/b/c", "/a/b", "/a", ""])
                    Directory.Delete(cgroup.Folder + folder);
            }
        });
        changing.Start();
        while (changes < 2000)
            Assert.False(CgroupTree.Of(cgroup.Path).IsPopulated);
        ended.Cancel();
        changing.Join();
    }

    [RootFact]
    public void Begin_DockerContainerWithAProcess_KeepsItsBookingUntilTheProcessEnds()
    {
        using var temp = new TempFolder();
        using var cgroup = new RealCgroup();
        using var process = cgroup.Start("");
        var ledger = Ledgers.In(temp.Path);
        ledger.Orphan(ledger.Book("d0cker", engine: ContainerEngine.Docker), cgroup.Path);
        Assert.Equal(["d0cker"], ledger.Names());
        process.Kill();
        process.WaitForExit();
        Assert.Empty(ledger.Names());
    }

    [RootFact]
    public void Book_SameIdMadeAnewInTheSameCgroup_TakesThePlaceOfItsEarlierLife()
    {
        using var temp = new TempFolder();
        using var cgroup = new RealCgroup();
        using var process = cgroup.Start("");
        var ledger = Ledgers.In(temp.Path);
        ledger.Orphan(ledger.Book("d0cker", engine: ContainerEngine.Docker), cgroup.Path);
        Assert.Throws<CoasterException>(() => ledger.Book("d0cker", engine: ContainerEngine.Docker));
        var made = new NewContainer("d0cker", "d0cker", ContainerEngine.Docker, []) { IsMade = true, CgroupsPath = cgroup.Path };
        var entry = new Bookkeeper(ledger, TimeProvider.System).Book(GpuModel.Requests.GpuSpec.Parse("mem=2Gi"), Ledgers.Node, "/", made);
        Assert.Equal(2048, ledger.BookedMiB());
        Assert.Throws<CoasterException>(() => new Bookkeeper(ledger, TimeProvider.System).Book(GpuModel.Requests.GpuSpec.Parse("mem=3Gi"), Ledgers.Node, "/", made));
        Assert.Equal(entry.Id, Assert.Single(ledger.Names()));
        process.Kill();
        process.WaitForExit();
    }
}
