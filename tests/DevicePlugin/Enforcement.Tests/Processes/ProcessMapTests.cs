using Coaster.Enforcement.Processes;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Processes;

public sealed class ProcessMapTests
{
    [Theory]
    [InlineData("/docker/4c5f", true)]
    [InlineData("/docker/4c5f/inner/x", true)]
    [InlineData("/docker/4c5fe", false)]
    [InlineData("/docker", false)]
    [InlineData("/x/docker/4c5f", false)]
    public void Holds_PathsOfProc_ThoseAtOrBelow(string path, bool expected) =>
        Assert.Equal(expected, new ContainerPlace("c", "docker/4c5f").Holds(path));

    [RootFact]
    public void Find_ProcessesInNestedCgroups_AreTheContainers()
    {
        using var cgroup = new RealCgroup();
        using var outer = cgroup.Start("");
        using var inner = cgroup.Start("/a/b");
        using var stranger = Shell.Start("sleep", "1000");
        ContainerPlace[] places = [new("other", "coaster-test-none"), new("c", cgroup.Path.Trim('/'))];
        var map = new ProcessMap();
        Assert.Equal(new ContainerProcess("c", outer.Id), map.Find(outer.Id, places));
        Assert.Equal(new ContainerProcess("c", inner.Id), map.Find(inner.Id, places));
        Assert.Null(map.Find(stranger.Id, places));
        Array.ForEach([outer, inner, stranger], End);
        Assert.Null(map.Find(outer.Id, places));
    }

    [RootFact]
    public void Find_ProcessInAPidNamespace_HasItsPidThere()
    {
        using var cgroup = new RealCgroup();
        using var process = Shell.Start("unshare", "--pid", "--fork", "--kill-child", "sh", "-c", "echo up; read line");
        Assert.Equal("up", process.StandardOutput.ReadLine());
        var child = int.Parse(File.ReadAllText($"/proc/{process.Id}/task/{process.Id}/children").Trim(), System.Globalization.CultureInfo.InvariantCulture);
        cgroup.Add(child);
        Assert.Equal(new ContainerProcess("c", 1), new ProcessMap().Find(child, [new ContainerPlace("c", cgroup.Path.Trim('/'))]));
        process.StandardInput.Close();
        process.WaitForExit();
    }

    private static void End(System.Diagnostics.Process process)
    {
        process.Kill();
        process.WaitForExit();
    }
}
