using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Docker;

/// <summary><c>coaster run --engine docker</c> with a real dockerd.</summary>
public sealed class EngineOptionTests(TestMachine machine, DockerDaemon docker) : IClassFixture<TestMachine>, IClassFixture<DockerDaemon>
{
    [Fact]
    public void Run_Image_GetsTheBookedGpuAndGivesItBack()
    {
        docker.Use(machine);

        var run = Run("device=5", "-e", "A=b", "--rm", DockerDaemon.Image, "--", "sh", "-c", "cd /dev; echo nvidia[0-9]; load libcuda.so.1; nvidia-smi -L; echo $A; exit 9");

        Assert.Equal(9, run.ExitCode);
        Assert.StartsWith("nvidia5\nloaded\nGPU 0: NVIDIA H200", run.Output);
        Assert.EndsWith("b\n", run.Output);
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void Container_StartedAgainByHand_IsRefused()
    {
        docker.Use(machine);
        Run("mem=1Gi", "--name", "again", DockerDaemon.Image, "--", "true").MustSucceed();

        var second = docker.Cli("start", "--attach", "again");

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains("given back when it stopped", second.Error);
    }

    [Fact]
    public void Container_OutlivesItsStarter_KeepsItsBooking()
    {
        docker.Use(machine);
        var words = new[] { "run", "--gpus", "mem=1Gi", "--engine", "docker", "--name", "stays", DockerDaemon.Image, "--", "sh", "-c", "echo up; sleep 600" };
        using (var starter = machine.StartProgram(BuiltPrograms.Coaster, words, docker.Variables))
            starter.WaitForOutput("up");

        Assert.Equal("stays", Assert.Single(Bookings.Of(machine)).GetProperty("name").GetString());

        docker.Cli("rm", "--force", "stays").MustSucceed();
        Bookings.AssertNothingLeft(machine);
    }

    [Fact]
    public void Image_Unknown_IsRefused()
    {
        docker.Use(machine);

        var run = Run("mem=1Gi", "no-such-image:1", "--", "true");

        Assert.Equal(125, run.ExitCode);
        Assert.Contains("docker did not create the container", run.Error);
        Bookings.AssertNothingLeft(machine);
    }

    private ProgramRun Run(string gpus, params string[] words) => ProgramRun.Run(
        BuiltPrograms.Coaster, ["run", "--gpus", gpus, "--engine", "docker", "--network", "none", .. words], [.. machine.Variables, .. docker.Variables]);
}
