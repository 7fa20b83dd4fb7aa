using Coaster.Enforcement.Acting;
using Coaster.Enforcement.Processes;
using Coaster.Ledger.Remains;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Acting;

public sealed class CgroupActionsTests
{
    private static readonly CgroupActions Actions = new();

    [RootFact]
    public void Freeze_RealCgroup_ProcessesStandStillUntilTheyAreThawed()
    {
        using var cgroup = new RealCgroup("freezer");
        using var process = Shell.Start("sh", "-c", "while read line; do echo $line; done");
        cgroup.Add(process.Id, "/below");
        Assert.True(Actions.Freeze(Place(cgroup)));
        Assert.True(CgroupTree.Of(cgroup.Path).IsFrozen);
        process.StandardInput.WriteLine("thawed");
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLineAsync();
        Assert.False(answer.IsCompleted);
        CgroupTree.Of(cgroup.Path).Thaw();
        Assert.Equal("thawed", answer.GetAwaiter().GetResult());
        process.StandardInput.Close();
        process.WaitForExit();
    }

    [RootTheory]
    [InlineData("pids")]
    [InlineData("freezer")]
    public void Kill_ProcessesInNestedCgroups_AllEnd(string controller)
    {
        using var cgroup = new RealCgroup(controller);
        using var outer = cgroup.Start("");
        using var inner = cgroup.Start("/a/b");
        Assert.True(Actions.Kill(Place(cgroup)));
        outer.WaitForExit();
        inner.WaitForExit();
        Assert.False(CgroupTree.Of(cgroup.Path).IsPopulated);
    }

    [RootFact]
    public void Kill_FrozenProcess_EndsToo()
    {
        using var cgroup = new RealCgroup("freezer");
        using var process = cgroup.Start("");
        Assert.True(Actions.Freeze(Place(cgroup)));
        Assert.True(Actions.Kill(Place(cgroup)));
        process.WaitForExit();
    }

    [Fact]
    public void Actions_NoSuchCgroup_SayThatNothingWasDone()
    {
        var place = new ContainerPlace("c", "coaster-test-none");
        Assert.False(Actions.Kill(place));
        Assert.False(Actions.Freeze(place));
    }

    private static ContainerPlace Place(RealCgroup cgroup) => new("c", cgroup.Path.Trim('/'));
}
