using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Run;

/// <summary><c>coaster run --rootfs</c> as somebody who knows docker uses it.</summary>
public sealed class ContainerTests(TestMachine machine) : IClassFixture<TestMachine>
{
    private const int SIGTERM = 15;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    public void ExitCode_OfTheContainer_IsOurs(int code) => Assert.Equal(code, machine.Run("mem=1Gi", $"exit {code}").ExitCode);

    [Fact]
    public void Streams_InputOutputAndErrors_AreTheContainers()
    {
        var run = ProgramRun.Run("sh",
        [
            "-c", "printf 'one\\ntwo\\n' | \"$@\"", "sh",
            BuiltPrograms.Coaster, "run", "--gpus", "mem=1Gi", "--rootfs", machine.Root.Path, "--", "sh", "-c", "rev; echo bad >&2",
        ], machine.Variables).MustSucceed();

        Assert.Equal("eno\nowt\n", run.Output);
        Assert.Contains("bad\n", run.Error);
    }

    [Fact]
    public void Signal_ToUs_ReachesTheContainer()
    {
        using var container = machine.Start("mem=1Gi", "trap 'echo got it; exit 5' TERM; echo ready; while :; do sleep 0.1; done");
        container.WaitForOutput("ready");

        container.Signal(SIGTERM);

        Assert.Equal(5, container.WaitForExit());
        Assert.Contains("got it", container.Output);
    }

    [Fact]
    public void Share_Held_HasItsLimitsReadOnlyAndSaysNothing()
    {
        var run = machine.Run(
            "mem=4Gi,core=30", "head -n 1 /etc/ld.so.preload; stat -c '%a %s' /run/coaster-quota/limits /run/coaster-quota/counters; : > /run/coaster-quota/limits");

        Assert.Equal("/run/coaster-quota/$LIB/libcoaster-quota.so\n444 272576\n666 328768\n", run.Output);
        Assert.Matches("^sh: .*Read-only file system\n$", run.Error);
    }

    [Fact]
    public void Share_ThatWritesToItsCounters_CannotFillTheMachine()
    {
        var run = machine.Run("mem=4Gi", "dd if=/dev/zero of=/run/coaster-quota/counters bs=1M count=16 2>&1; stat -c %s /run/coaster-quota/counters");

        Assert.Contains("No space left on device", run.Output, StringComparison.Ordinal);
        Assert.InRange(int.Parse(run.Output.Trim().Split('\n').Last()), 0, 512 << 10);
    }

    [Fact]
    public void Share_ImageWithAPreloadOfItsOwn_KeepsItAfterOurs()
    {
        using var image = new TempFolder();
        Shell.Run("cp", "-a", machine.Root.Path + "/.", image.Path);
        image.Write("etc/ld.so.preload", "# theirs\n/opt/a.so:/opt/b.so\n");

        var run = machine.Coaster("run", "--gpus", "mem=1Gi", "--rootfs", image.Path, "--", "busybox", "cat", "/etc/ld.so.preload").MustSucceed();

        Assert.Equal("/run/coaster-quota/$LIB/libcoaster-quota.so\n/opt/a.so\n/opt/b.so\n", run.Output);
    }

    [Fact]
    public void Share_ImageWithoutGlibc_IsRefusedAndBooksNothing()
    {
        using var image = new TempFolder();
        Shell.Run("cp", "-a", machine.Root.Path + "/.", image.Path);
        Shell.Run("find", image.Path, "-name", "libc.so.6", "-delete");

        var run = machine.Coaster("run", "--gpus", "mem=1Gi", "--rootfs", image.Path, "--", "busybox", "true");

        Assert.Equal(125, run.ExitCode);
        Assert.Contains("no GNU C library", run.Error, StringComparison.Ordinal);
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void Open_NothingToEnforce_SaysNothing() => Assert.Empty(machine.Run("1", "true").MustSucceed().Error);

    [Fact]
    public void RootFolder_WrittenInside_IsTheSameAfterwards()
    {
        var before = machine.Root.Fingerprint();

        machine.Run("mem=1Gi", "echo x > /etc/new; rm -r /usr/lib; mkdir -p /a/b; echo y >> /usr/bin/load; chmod 700 /etc; mv /sbin /sbin2").MustSucceed();

        Assert.Equal(before, machine.Root.Fingerprint());
    }

    [Fact]
    public void RootFolder_OnAReadOnlyMount_Works()
    {
        var mount = machine.Folder("read only, with: signs");
        ProgramRun.Run("sh", ["-c", "mount --bind \"$1\" \"$2\" && mount -o remount,ro,bind \"$2\"", "sh", machine.Root.Path, mount]).MustSucceed();
        try
        {
            var run = machine.Coaster("run", "--gpus", "mem=1Gi", "--rootfs", mount, "--", "sh", "-c", "echo x > /etc/new && cat /etc/new && load libcuda.so.1");

            Assert.Equal("x\nloaded\n", run.MustSucceed().Output);
        }
        finally
        {
            ProgramRun.Run("umount", [mount]);
        }
    }

    [Fact]
    public void Persist_WrittenInside_IsInTheFolder()
    {
        var root = new RootFolder(Path.Combine(machine.Folder("persist"), "root"));

        machine.Coaster("run", "--gpus", "mem=1Gi", "--persist", "--rootfs", root.Path, "--", "sh", "-c", "echo kept > /etc/new").MustSucceed();

        Assert.Equal("kept\n", File.ReadAllText(Path.Combine(root.Path, "etc/new")));
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void EnvAndVolumes_AsDockerTakesThem_Arrive()
    {
        var data = machine.Folder("data");
        File.WriteAllText(Path.Combine(data, "in"), "hello");

        var run = machine.Run("mem=1Gi", "echo $A $B; cat /in/in; echo x > /in/out; echo y > /ro/out || echo refused; pwd",
            "-e", "A=1 2", "--env", "B=3", "-v", $"{data}:/in", "-v", $"{data}:/ro:ro", "-w", "/tmp").MustSucceed();

        Assert.Equal("1 2 3\nhellorefused\n/tmp\n", run.Output);
        Assert.Equal("x\n", File.ReadAllText(Path.Combine(data, "out")));
    }

    [Fact]
    public void Name_Taken_IsRefused()
    {
        using var container = machine.Start("mem=1Gi", "echo ready; sleep 60", "--name", "twin");
        container.WaitForOutput("ready");

        var second = machine.Run("mem=1Gi", "true", "--name", "twin");

        Assert.Equal(125, second.ExitCode);
        Assert.Equal("coaster: cannot start a container named twin: one of that name is running. Choose another name, or stop that one first: see coaster ps.\n", second.Error);
    }

    [Fact]
    public void Ps_WhileRunning_ShowsTheTier()
    {
        using var container = machine.Start("mem=2Gi,core=10!", "echo ready; sleep 60", "--name", "shown");
        container.WaitForOutput("ready");

        var line = Assert.Single(machine.Coaster("ps").MustSucceed().Output.Split('\n'), line => line.StartsWith("shown ", StringComparison.Ordinal));

        Assert.Matches(@"^shown +\d +NVIDIA H200 +2048MiB +10%! +share +shim .*\d+s +sh -c echo ready; sleep 60$", line);
    }
}
