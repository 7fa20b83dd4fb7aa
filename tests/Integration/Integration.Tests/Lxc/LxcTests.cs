using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Lxc;

/// <summary>Real LXC, through its hooks.</summary>
public sealed class LxcTests(TestMachine machine) : IClassFixture<TestMachine>
{
    // LXC lets nobody make device nodes that it was not told of, so only the numbers of nodes that are there can be tried.
    private const string Rules = "lxc.cgroup.devices.deny = a\nlxc.cgroup.devices.allow = c *:* m\nlxc.cgroup.devices.allow = c 1:3 rwm\nlxc.cgroup.devices.allow = c 1:9 rwm\n";

    [Theory]
    [InlineData("NVIDIA_VISIBLE_DEVICES=1,2", 1, 2)]
    [InlineData("NVIDIA_VISIBLE_DEVICES=all", 0, 1, 2, 3, 4, 5, 6, 7)]
    [InlineData("COASTER_GPU_MEM=4Gi", 0)]
    public void Execute_Asked_FindsExactlyThese(string variable, params int[] expected)
    {
        Assert.Equal(Inside.Expected(expected), Inside.Read(Execute("asked", Inside.Script, variable).MustSucceed()));
        Assert.True(Bookings.IsFreedByItself(machine));
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void Execute_NothingAsked_FindsNothing() =>
        Assert.Equal(Inside.Nothing, Inside.Read(Execute("plain", Inside.Script, "A=b").MustSucceed()));

    [Fact]
    public void Execute_UnknownDevice_DoesNotStart()
    {
        var run = Execute("unknown", "echo started", "NVIDIA_VISIBLE_DEVICES=99");
        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("started", run.Output);
        Assert.Contains("there is no device 99", File.ReadAllText(Log("unknown")));
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void Execute_Running_IsListedAndGoneAfterAKill()
    {
        var config = Configure("killed", "COASTER_GPU_MEM=4Gi");
        using (var container = machine.StartProgram("lxc-execute", ["-n", "killed", "-P", machine.Folder("lxc"), "-f", config, "--", "/bin/sh", "-c", "echo up; sleep 600"], []))
        {
            container.WaitForOutput("up");
            Assert.Equal(["killed"], Bookings.Names(machine));
            ProgramRun.Run("lxc-stop", ["-n", "killed", "-P", machine.Folder("lxc"), "--kill"]).MustSucceed();
            container.WaitForExit();
        }

        Bookings.AssertNothingLeft(machine);
    }

    private ProgramRun Execute(string name, string script, string variable) => ProgramRun.Run("lxc-execute",
        ["-n", name, "-P", machine.Folder("lxc"), "-f", Configure(name, variable), "-o", Log(name), "-l", "DEBUG", "--", "/bin/sh", "-c", script], machine.Variables);

    private string Log(string name) => Path.Combine(machine.Folder("lxc-logs"), name);

    private string Configure(string name, string variable)
    {
        var hooks = machine.Folder("lxc-hooks");
        machine.Coaster("lxc-hook", "--hooks-dir", hooks).MustSucceed();
        var hook = Path.Combine(hooks, "coaster-lxc-hook");
        var file = Path.Combine(machine.Folder("lxc-configs"), name);
        File.WriteAllText(file, $"""
            lxc.rootfs.path = dir:{machine.Root.Path}
            lxc.net.0.type = none
            lxc.apparmor.profile = unconfined
            lxc.mount.auto = proc
            lxc.hook.mount = {hook}
            lxc.hook.start-host = {hook}
            lxc.hook.post-stop = {hook}
            lxc.environment = PATH=/bin:/sbin:/usr/bin
            lxc.environment = {variable}
            {Rules}
            """);
        return file;
    }
}
