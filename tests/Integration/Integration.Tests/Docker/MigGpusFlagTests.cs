using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Docker;

/// <summary><c>docker run --gpus</c> on a machine whose GPUs are cut.</summary>
public sealed class MigGpusFlagTests(PartitionedMachine machine, DockerDaemon docker) : IClassFixture<PartitionedMachine>, IClassFixture<DockerDaemon>
{
    [Fact]
    public void Run_MigDevice_FindsItsParentAndItsTwoCapabilities()
    {
        docker.Use(machine.Machine);
        var run = docker.Run("cd /dev; echo nvidia* nvidia-caps/*; nvidia-smi -L", "--gpus", "device=1:0").MustSucceed();
        Assert.Matches("^nvidia-caps nvidia-uvm nvidia-uvm-tools nvidia1 nvidiactl nvidia-caps/nvidia-cap[0-9]+ nvidia-caps/nvidia-cap[0-9]+\n", run.Output);
        Assert.Single(run.Output.Split('\n'), line => line.Contains("MIG-", StringComparison.Ordinal));
        Bookings.AssertNothingLeft(machine.Machine);
    }
}
