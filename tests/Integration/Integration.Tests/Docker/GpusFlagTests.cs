using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Docker;

/// <summary><c>docker run --gpus</c> with a real dockerd that knows us only by the name of the prestart hook.</summary>
public sealed class GpusFlagTests : IClassFixture<TestMachine>, IClassFixture<DockerDaemon>
{
    private readonly TestMachine _machine;
    private readonly DockerDaemon _docker;

    public GpusFlagTests(TestMachine machine, DockerDaemon docker)
    {
        (_machine, _docker) = (machine, docker);
        docker.Use(machine);
    }

    [Theory]
    [InlineData("all", 0, 1, 2, 3, 4, 5, 6, 7)]
    [InlineData("2", 0, 1)]
    [InlineData("device=5", 5)]
    [InlineData("\"device=1,3\",\"capabilities=compute,utility\"", 1, 3)]
    public void Run_Gpus_FindsExactlyThese(string gpus, params int[] expected)
    {
        Assert.Equal(Inside.Expected(expected), _docker.Look("--gpus", gpus));
        Bookings.AssertNothingLeft(_machine);
    }

    [Fact]
    public void Run_Uuid_FindsThatGpu() => Assert.Equal(Inside.Expected(4), _docker.Look("--gpus", "device=" + _machine.Uuid(4)));

    [Fact]
    public void Run_UtilityOnly_BringsNoCuda()
    {
        var inside = _docker.Look("--gpus", "\"device=2\",\"capabilities=utility\"");
        Assert.Equal(Inside.Expected(2) with { Nodes = "nvidia2 nvidiactl", Files = "libnvidia-ml.so.1 nvidia-smi" }, inside);
    }

    [Fact]
    public void Run_PlainName_LoadsCuda() => Assert.Equal("loaded\n", _docker.Run("load libcuda.so.1", "--gpus", "1").MustSucceed().Output);

    [Fact]
    public void Run_WithoutGpus_FindsNothing() => Assert.Equal(Inside.Nothing, _docker.Look());

    [Fact]
    public void Run_UnknownDevice_IsRefusedByName()
    {
        var run = _docker.Run("true", "--gpus", "device=77");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("coaster: cannot book a GPU: there is no device 77", run.Error);
        Bookings.AssertNothingLeft(_machine);
    }

    [Fact]
    public void Run_ImageNeedsANewerDriver_IsRefusedWithWhatItNeeds()
    {
        var run = _docker.Run("true", "--gpus", "1", "-e", "NVIDIA_REQUIRE_CUDA=cuda>=99.1");
        Assert.Contains("cuda>=99.1", run.Error);
        Bookings.AssertNothingLeft(_machine);
        Assert.Equal("1\n", _docker.Run("nvidia-smi -L | grep -c GPU", "--gpus", "1", "-e", "NVIDIA_REQUIRE_CUDA=cuda>=99.1", "-e", "NVIDIA_DISABLE_REQUIRE=true").Output);
    }

    [Fact]
    public void Run_GpuIsShared_IsRefusedAndNamesTheHolder()
    {
        using var holder = _machine.Start("mem=1Gi,model=H200", "echo up; sleep 600", "--name", "tenant");
        holder.WaitForOutput("up");
        var run = _docker.Run("true", "--gpus", "all");
        Assert.Contains("tenant", run.Error);
        Assert.Equal(["tenant"], Bookings.Names(_machine));
    }

    [Fact]
    public void Restart_Container_FindsItsGpusAgainAndHoldsThemOnce()
    {
        var id = _docker.Cli("run", "-d", "--name", "again", "--network", "none", "--gpus", "2", DockerDaemon.Image, "sleep", "1000").MustSucceed().Output.Trim();
        _docker.Cli("restart", "-t", "0", "again").MustSucceed();
        Assert.Equal([id[..12]], Bookings.Names(_machine));
        Assert.Equal("2\n", _docker.Cli("exec", "again", "sh", "-c", "nvidia-smi -L | grep -c GPU").MustSucceed().Output);
        _docker.Cli("rm", "--force", "again").MustSucceed();
        Bookings.AssertNothingLeft(_machine);
    }

    [Fact]
    public void Compose_DeviceReservation_FindsExactlyThese()
    {
        var file = _docker.Write("compose/docker-compose.yml", $$$"""
            version: "3.8"
            services:
              gpu:
                image: {{{DockerDaemon.Image}}}
                network_mode: none
                command: ["sh", "-c", "echo nodes: $$(cd /dev; echo nvidia*); nvidia-smi -L"]
                deploy: {resources: {reservations: {devices: [{driver: nvidia, device_ids: ['2', '5'], capabilities: [gpu]}] } } }
            """);
        var run = ProgramRun.Run("docker-compose", ["--no-ansi", "-f", file, "up"], _docker.Variables).MustSucceed();
        ProgramRun.Run("docker-compose", ["-f", file, "down"], _docker.Variables).MustSucceed();
        Assert.Contains("nodes: nvidia-uvm nvidia-uvm-tools nvidia2 nvidia5 nvidiactl", run.Output);
        Assert.Contains("exited with code 0", run.Output);
        Bookings.AssertNothingLeft(_machine);
    }
}
