using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Testing;

namespace Coaster.Cdi.Tests;

public sealed class CdiRegistryTests
{
    [Fact]
    public void Load_MissingFolders_IsEmpty()
    {
        var registry = CdiRegistry.Load(["/no/such/folder", "/nor/this"]);
        Assert.Empty(registry.Devices);
        Assert.Empty(registry.Problems);
    }

    [Fact]
    public void Load_OtherFiles_AreNotRead()
    {
        using var folders = new Folders().Write("etc/a.yml", "x").Write("etc/b.json.bak", "x").Write("etc/c.coaster-saved", "x").Write("etc/below/d.json", "x")
            .Spec("etc/e.json", "v.com/c", "a");
        Assert.Equal(["v.com/c=a"], folders.Names);
        Assert.Empty(folders.Registry.Problems);
    }

    [Fact]
    public void Resolve_NameInTwoFolders_IsTheLaters()
    {
        using var folders = new Folders().Spec("etc/a.json", "v.com/c", "a", "b").Spec("run/z.json", "v.com/c", "b");
        Assert.Equal(["ALL=etc/a.json", "a=etc/a.json", "ALL=run/z.json", "b=run/z.json"], folders.Registry.Resolve(["v.com/c=a", "v.com/c=b"]).Env);
        Assert.Empty(folders.Registry.Problems);
    }

    [Fact]
    public void Resolve_NameTwiceInAFolder_IsNobodys()
    {
        using var folders = new Folders().Spec("run/a.json", "v.com/c", "a", "b").Spec("run/b.json", "v.com/c", "b", "c");
        Assert.Equal(["v.com/c=a", "v.com/c=c"], folders.Names);
        var problem = Assert.Single(folders.Registry.Problems);
        Assert.Equal((folders["run/b.json"], $"v.com/c=b is also in {folders["run/a.json"]}, so that neither counts"), (problem.File, problem.Why));
        var error = Assert.Throws<CoasterException>(() => folders.Registry.Resolve(["v.com/c=b"]));
        Assert.Contains("neither counts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_ConflictBelowALaterFolder_IsStillNobodys()
    {
        using var folders = new Folders().Spec("etc/a.json", "v.com/c", "a").Spec("etc/b.json", "v.com/c", "a").Spec("run/c.json", "v.com/c", "a", "b");
        Assert.Equal(["v.com/c=b"], folders.Names);
    }

    [Fact]
    public void Load_BadFile_IsSkippedAlone()
    {
        using var folders = new Folders().Spec("etc/a.json", "v.com/c", "a").Write("etc/b.yaml", "kind: [").Write("run/c.json", "{}");
        Assert.Equal(["v.com/c=a"], folders.Names);
        Assert.Equal([folders["etc/b.yaml"], folders["run/c.json"]], folders.Registry.Problems.Select(problem => problem.File));
    }

    [Fact]
    public void Resolve_UnknownNames_NamesThemTheFoldersAndTheSkippedFiles()
    {
        using var folders = new Folders().Spec("etc/a.json", "v.com/c", "a").Write("etc/b.yaml", "{}");
        var error = Assert.Throws<CoasterException>(() => folders.Registry.Resolve(["v.com/c=x", "v.com/c=a", "nonsense\n"]));
        Assert.StartsWith("cannot give the container v.com/c=x, nonsense?: no CDI specification in ", error.Message, StringComparison.Ordinal);
        Assert.All((string[])[.. folders.Paths, "etc/b.yaml was skipped", "kind is ''", "coaster cdi generate"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("v.com/c=a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_ManySkippedFiles_NamesAFew()
    {
        using var folders = new Folders();
        for (var i = 10; i < 30; i++)
            folders.Write($"etc/{i}.json", "{}");
        Assert.Contains("; and 12 more", Assert.Throws<CoasterException>(() => folders.Registry.Resolve(["v.com/c=x"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_SeveralDevices_AppliesTheSpecsEditsOnceAndKeepsTheOrder()
    {
        using var folders = new Folders().Spec("etc/a.json", "v.com/c", "a", "b").Spec("etc/b.json", "v.com/d", "a");
        Assert.Equal(
            ["ALL=etc/a.json", "b=etc/a.json", "ALL=etc/b.json", "a=etc/b.json", "a=etc/a.json"],
            folders.Registry.Resolve(["v.com/c=b", "v.com/d=a", "v.com/c=a", "v.com/c=b"]).Env);
    }

    [Fact]
    public void Resolve_NoName_IsNothing()
    {
        using var folders = new Folders().Spec("etc/a.json", "v.com/c", "a");
        Assert.Empty(folders.Registry.Resolve([]).Env);
    }

    [Fact]
    public void Resolve_NodeWithoutNumbers_TakesTheHosts() => Assert.Equal(
        new DeviceNode("/dev/null", 1, 3, Type: 'c', Access: "rwm") { OwnedByUser = true, OwnedByGroup = true },
        Node("""{"path":"/dev/null"}"""));

    [Theory]
    [InlineData("""{"path":"/dev/x","hostPath":"/dev/full","type":"c","uid":0,"gid":0}""", 'c', 1, 7)]
    [InlineData("""{"path":"/dev/x","hostPath":"/dev/full","type":"u","minor":9,"uid":0,"gid":0}""", 'c', 1, 7)]
    [InlineData("""{"path":"/dev/x","hostPath":"/dev/full","major":5,"minor":9,"uid":0,"gid":0}""", 'c', 5, 9)]
    [InlineData("""{"path":"/dev/x","hostPath":"/no/such","type":"b","major":5,"uid":0,"gid":0}""", 'b', 5, 0)]
    public void Resolve_NodeWithSomeNumbers_TakesTheRestFromTheHost(string node, char type, int major, int minor) =>
        Assert.Equal(new DeviceNode("/dev/x", major, minor, Type: type, Access: "rwm"), Node(node));

    [Theory]
    [InlineData("""{"path":"/no/such/device"}""", "/no/such/device is not a device")]
    [InlineData("""{"path":"/dev/null","hostPath":"/etc/passwd"}""", "/etc/passwd is not a device")]
    [InlineData("""{"path":"/dev/null","type":"b"}""", "/dev/null is of type c, and not b")]
    public void Resolve_NodeThatTheHostHasNot_SaysWhichAndWhere(string node, string why)
    {
        var error = Assert.Throws<CoasterException>(() => Node(node));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("etc/a.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OtherDevicesNodesMissing_IsNoMatter()
    {
        using var folders = new Folders().Write("etc/a.json", """
            {"cdiVersion":"0.3.0","kind":"v.com/c","devices":[
              {"name":"here","containerEdits":{"deviceNodes":[{"path":"/dev/null"}]}},
              {"name":"gone","containerEdits":{"deviceNodes":[{"path":"/no/such/device"}]}}]}
            """);
        Assert.Equal("/dev/null", Assert.Single(folders.Registry.Resolve(["v.com/c=here"]).DeviceNodes).Path);
    }

    [Fact]
    public void Resolve_HookWithoutEnv_DoesNotInheritTheImages()
    {
        using var folders = new Folders().Write("etc/a.yaml", "{cdiVersion: 0.3.0, kind: v.com/c, devices: [{name: a, containerEdits: {hooks: [{hookName: createContainer, path: /bin/x}]}}]}");
        var hook = Assert.Single(folders.Registry.Resolve(["v.com/c=a"]).Hooks);
        Assert.StartsWith("PATH=", Assert.Single(hook.Env), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FolderThatIsAFile_IsEmpty()
    {
        using var folder = new TempFolder().Write("file", "");
        Assert.Empty(CdiRegistry.Load([folder["file"]]).Devices);
    }

    private static DeviceNode Node(string node)
    {
        using var folders = new Folders().Write("etc/a.json", $$$"""{"cdiVersion":"0.5.0","kind":"v.com/c","devices":[{"name":"a","containerEdits":{"deviceNodes":[{{{node}}}]}}]}""");
        return Assert.Single(folders.Registry.Resolve(["v.com/c=a"]).DeviceNodes);
    }

    [Fact]
    public void Resolve_ManyAndLongUnknownNames_AreALineThatCanBeRead()
    {
        using var folders = new Folders().Spec("etc/a.json", "v.com/c", "a");
        var names = Enumerable.Range(0, 100_000).Select(number => $"v.com/c={new string('x', 500)}{number}").ToList();
        Assert.InRange(Assert.Throws<CoasterException>(() => folders.Registry.Resolve(names)).Message.Length, 100, 2000);
    }
}
