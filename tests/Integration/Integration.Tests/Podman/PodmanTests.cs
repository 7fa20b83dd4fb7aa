using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Podman;

/// <summary>Real Podman, by CDI and by its folder of hooks.</summary>
public sealed class PodmanTests(TestMachine machine) : IClassFixture<TestMachine>
{
    // Podman 4 looks for specifications in two folders of the machine, and nowhere else.
    private const string CdiFolder = "/var/run/cdi";

    [Theory]
    [InlineData("1", 1)]
    [InlineData("all", 0, 1, 2, 3, 4, 5, 6, 7)]
    public void Run_CdiDevice_FindsExactlyItAndBooksIt(string device, params int[] expected) => WithSpecification(() =>
    {
        Assert.Equal(Inside.Expected(expected), Inside.Read(Run(Inside.Script, "--device", "ten.ai/gpu=" + device).MustSucceed()));
        Bookings.AssertNothingLeft(machine);
    });

    [Fact]
    public void Run_CdiDeviceOfAGpuThatIsShared_IsRefusedAndNamesTheHolder() => WithSpecification(() =>
    {
        using var holder = machine.Start("mem=1Gi", "echo up; sleep 600", "--name", "tenant");
        holder.WaitForOutput("up");
        Assert.Contains("tenant", Run("true", "--device", "ten.ai/gpu=0").Error);
        Assert.Equal(["tenant"], Bookings.Names(machine));
    });

    [Theory]
    [InlineData("--env", "COASTER_GPU_MEM=4Gi")]
    [InlineData("--annotation", "ten.ai/gpu-block=25")]
    public void Run_ShareThroughTheHooks_FindsOneGpuAndFreesItByItself(params string[] options)
    {
        Assert.Equal(Inside.Expected(0), Inside.Read(RunHooked(Inside.Script, options).MustSucceed()));
        Assert.True(Bookings.IsFreedByItself(machine));
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void Run_NothingAskedThroughTheHooks_FindsNothing() =>
        Assert.Equal(Inside.Nothing, Inside.Read(RunHooked(Inside.Script, "--env", "NVIDIA_VISIBLE_DEVICES=all").MustSucceed()));

    [Fact]
    public void Run_ShareThroughTheRuntime_FindsOneGpu()
    {
        var run = Run(Inside.Script, RuntimeOfThisMachine(), [], ["--env", "COASTER_GPU_MEM=4Gi"]).MustSucceed();
        Assert.Equal(Inside.Expected(0), Inside.Read(run));
        Bookings.AssertNothingLeft(machine);
    }

    /// <summary>Podman hands no variables on to a runtime, and the machine of this test has its settings in one.</summary>
    private string RuntimeOfThisMachine()
    {
        var path = Path.Combine(machine.Folder("podman-runtime"), "coaster-runtime");
        var variables = string.Join(' ', machine.Variables.Select(variable => $"{variable.Name}={variable.Value}"));
        Shell.Run("sh", "-c", "printf '#!/bin/sh\nexec env %s %s \"$@\"\n' \"$2\" \"$3\" > \"$1\" && chmod +x \"$1\"", "sh", path, variables, BuiltPrograms.Runtime);
        return path;
    }

    private void WithSpecification(Action action)
    {
        machine.Coaster("cdi", "generate", "--kind", "ten.ai/gpu", "--output", CdiFolder).MustSucceed();
        try
        {
            action();
        }
        finally
        {
            machine.Coaster("cdi", "generate", "--remove", "--output", CdiFolder).MustSucceed();
        }
    }

    private ProgramRun Run(string script, params string[] options) => Run(script, "runc", [], options);

    /// <summary>With the folder of hooks that the configuration makes.</summary>
    private ProgramRun RunHooked(string script, params string[] options)
    {
        var folder = machine.Folder("podman-hooks");
        string[] words = ["runtime", "configure", "--engine", "podman", "--config", Path.Combine(folder, "containers.conf"), "--hooks-dir", folder];
        machine.Coaster(words).MustSucceed();
        return Run(script, "runc", ["--hooks-dir", folder], options);
    }

    private ProgramRun Run(string script, string runtime, string[] before, string[] options) => ProgramRun.Run("podman",
    [
        "--root", machine.Folder("podman"), "--runroot", machine.Folder("podman-run"), "--runtime", runtime, "--cgroup-manager", "cgroupfs", .. before,
        "run", "--rm", "--network", "none", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", .. options,
        "--rootfs", machine.Root.Path, "sh", "-c", script,
    ], machine.Variables);
}
