using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>The same limits through other people's front doors.</summary>
public sealed class EngineTests(QuotaMachine machine, DockerDaemon docker) : IClassFixture<QuotaMachine>, IClassFixture<DockerDaemon>
{
    private const long Limit = 2 * QuotaMachine.GiB;
    private const string Fill = "quota-probe-dlopen fill alloc";

    [Fact]
    public void Docker_ShareByRuntime_StopsAtTheLimit()
    {
        docker.Use(machine.Machine);
        var memory = machine.Watch(gpu: 0);

        AssertFull(Facts.Of(docker.Run(Fill, "--runtime=coaster", "-e", "COASTER_GPU_MEM=2Gi", "-e", "NVIDIA_VISIBLE_DEVICES=0")), memory);
    }

    [Fact]
    public void Docker_Exec_IsHeldToo()
    {
        docker.Use(machine.Machine);
        docker.Cli("run", "-d", "--name", "held", "--network", "none", "--runtime=coaster", "-e", "COASTER_GPU_MEM=2Gi", DockerDaemon.Image, "sleep", "1000").MustSucceed();

        var facts = Facts.Of(docker.Cli("exec", "--env", "LD_PRELOAD=", "held", "quota-probe", "fill", "vmm"));

        docker.Cli("rm", "--force", "held").MustSucceed();
        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", facts["result"]);
        Assert.Equal(Limit, facts.Number("total_after"));
    }

    [Fact]
    public void Podman_ShareByRuntime_StopsAtTheLimit()
    {
        var memory = machine.Watch(gpu: 0);
        var folder = machine.Machine.Folder("podman-runtime");
        var runtime = Path.Combine(folder, "coaster-runtime");
        var variables = string.Join(' ', machine.Machine.Variables.Select(variable => $"{variable.Name}={variable.Value}"));
        Shell.Run("sh", "-c", "printf '#!/bin/sh\nexec env %s %s \"$@\"\n' \"$2\" \"$3\" > \"$1\" && chmod +x \"$1\"", "sh", runtime, variables, BuiltPrograms.Runtime);

        var run = ProgramRun.Run("podman",
        [
            "--root", machine.Machine.Folder("podman"), "--runroot", machine.Machine.Folder("podman-run"), "--runtime", runtime, "--cgroup-manager", "cgroupfs",
            "run", "--rm", "--network", "none", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", "--env", "COASTER_GPU_MEM=2Gi",
            "--rootfs", machine.Machine.Root.Path, "sh", "-c", Fill,
        ], machine.Machine.Variables);

        AssertFull(Facts.Of(run), memory);
    }

    private static void AssertFull(Facts facts, SimulatedMemory memory)
    {
        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", facts["result"]);
        Assert.Equal(Limit, facts.Number("total_after"));
        Assert.InRange(memory.Peak, Limit - (2 * QuotaMachine.MiB) + 1, Limit);
    }
}
