using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Docker;

/// <summary><c>docker run --runtime=coaster</c> with a real dockerd.</summary>
public sealed class RuntimeFlagTests : IClassFixture<TestMachine>, IClassFixture<DockerDaemon>
{
    private readonly TestMachine _machine;
    private readonly DockerDaemon _docker;

    public RuntimeFlagTests(TestMachine machine, DockerDaemon docker)
    {
        (_machine, _docker) = (machine, docker);
        docker.Use(machine);
    }

    [Fact]
    public void Run_Share_FindsOneGpuAndFreesItByItself()
    {
        Assert.Equal(Inside.Expected(0), Look("-e", "COASTER_GPU_MEM=4Gi", "-e", "COASTER_GPU_CORE=30"));
        Assert.True(Bookings.IsFreedByItself(_machine));
        Bookings.AssertNothingLeft(_machine);
    }

    [Fact]
    public void Run_ShareOnANamedGpu_FindsThatOne() =>
        Assert.Equal(Inside.Expected(6), Look("-e", "COASTER_GPU_BLOCK=10", "-e", "NVIDIA_VISIBLE_DEVICES=6"));

    [Fact]
    public void Run_ImageThatWantsAllGpus_KeepsItsShare() =>
        Assert.Equal(Inside.Expected(0), Look("-e", "COASTER_GPU_MEM=1Gi", "-e", "NVIDIA_VISIBLE_DEVICES=all"));

    [Fact]
    public void Run_GpusFlagToo_GivesThemOnce()
    {
        Assert.Equal(Inside.Expected(1, 3), Look("--gpus", "\"device=1,3\""));
        Bookings.AssertNothingLeft(_machine);
    }

    [Fact]
    public void Run_GpusByEnv_AreGivenOnlyWhereTheSettingsSaySo()
    {
        var refused = _docker.Run(Inside.Script, "--runtime=coaster", "-e", "NVIDIA_VISIBLE_DEVICES=0").MustSucceed();
        Assert.Equal(Inside.Nothing, Inside.Read(refused));
        _machine.With("\"requests\": {\"environment\": \"all\"}", () =>
        {
            Assert.Equal(Inside.Expected(0), Look("-e", "NVIDIA_VISIBLE_DEVICES=0"));
            Assert.Equal(Inside.Expected() with { Opens = "" }, Look("-e", "NVIDIA_VISIBLE_DEVICES=none"));
            Assert.Equal(Inside.Nothing, Look("-e", "NVIDIA_VISIBLE_DEVICES=void"));
        });
    }

    [Fact]
    public void Run_ByVolumes_AreGivenOnlyWhereTheSettingsSaySo()
    {
        string[] words = ["-v", "/dev/null:/var/run/nvidia-container-devices/2"];
        Assert.Equal(Inside.Nothing, Look(words));
        _machine.With("\"requests\": {\"volumeMounts\": true}", () => Assert.Equal(Inside.Expected(2), Look(words)));
    }

    [Theory]
    [InlineData("COASTER_GPU_MEM=4000Gi", "more than any GPU has")]
    [InlineData("COASTER_GPU_MEM=4", "COASTER_GPU_MEM")]
    [InlineData("COASTER_GPU_CORE=30", "COASTER_GPU_CORE")]
    public void Run_ShareThatCannotBe_IsRefusedInOneLine(string variable, string expected)
    {
        var run = _docker.Run("true", "--runtime=coaster", "-e", variable);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Bookings.AssertNothingLeft(_machine);
    }

    [Fact]
    public void Stop_Share_IsFreedAndBookedAgainAtTheNextStart()
    {
        var id = _docker.Cli("run", "-d", "--name", "stopped", "--network", "none", "--runtime=coaster", "-e", "COASTER_GPU_MEM=4Gi", DockerDaemon.Image, "sleep", "1000")
            .MustSucceed().Output.Trim();
        Assert.Equal([id[..12]], Bookings.Names(_machine));
        _docker.Cli("stop", "-t", "0", "stopped").MustSucceed();
        Assert.True(Bookings.IsFreedByItself(_machine));
        _docker.Cli("start", "stopped").MustSucceed();
        Assert.Equal([id[..12]], Bookings.Names(_machine));
        _docker.Cli("rm", "--force", "stopped").MustSucceed();
        Bookings.AssertNothingLeft(_machine);
    }

    [Fact]
    public void Update_RunningShare_KeepsItsDeviceRules()
    {
        _docker.Cli("run", "-d", "--name", "updated", "--network", "none", "--runtime=coaster", "-e", "COASTER_GPU_MEM=4Gi", DockerDaemon.Image, "sleep", "1000").MustSucceed();
        _docker.Cli("update", "--cpu-shares", "512", "updated").MustSucceed();
        Assert.Contains("No such device or address", _docker.Cli("exec", "updated", "cat", "/dev/nvidia0").Error);
        _docker.Cli("rm", "--force", "updated").MustSucceed();
    }

    [Fact]
    public void Kill_RuntimesStateVanished_IsFreedWithoutPoststop()
    {
        // As after a crash of the engine: the processes die and nobody deletes the container.
        _docker.Cli("run", "-d", "--name", "crashed", "--network", "none", "--runtime=coaster", "-e", "COASTER_GPU_MEM=4Gi", DockerDaemon.Image, "sleep", "1000").MustSucceed();
        var pid = _docker.Cli("inspect", "--format", "{{.State.Pid}}", "crashed").MustSucceed().Output.Trim();
        var shim = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ')[1];
        ProgramRun.Run("kill", ["-9", shim, pid]).MustSucceed();
        Assert.True(SpinWait.SpinUntil(() => Bookings.Of(_machine).Count == 0, TimeSpan.FromSeconds(30)), "the booking stayed");
        _docker.Cli("rm", "--force", "crashed");
        Bookings.AssertNothingLeft(_machine);
    }

    private Inside Look(params string[] words) => _docker.Look(["--runtime=coaster", .. words]);
}
