using System.Text.Json;
using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Run;

/// <summary>MIG devices, on a machine whose GPUs are partitioned.</summary>
public sealed class MigTests(PartitionedMachine machine) : IClassFixture<PartitionedMachine>
{
    [Fact]
    public void Mig_OneDevice_GetsItsParentAndItsTwoCapabilities()
    {
        var run = machine.Machine.Run("device=0:1", "ls /dev/nvidia-caps | wc -l; cd /dev; echo nvidia[0-9]; nvidia-smi -L").MustSucceed();

        var lines = run.Output.Trim().Split('\n');
        Assert.Equal(["2", "nvidia0"], lines[..2]);
        Assert.Contains(Mig(0, 1), Assert.Single(lines, line => line.Contains("MIG ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Mig_Capabilities_OpenWhereBookedAndNowhereElse()
    {
        // The numbers of the capabilities of GPU 0's first devices lie close together; only two of them were booked.
        var run = machine.Machine.Run("device=0:0", """
            for m in $(seq 3 40); do
                [ -e /dev/nvidia-caps/nvidia-cap$m ] && cat /dev/nvidia-caps/nvidia-cap$m 2>&1
            done | grep -c 'No such device or address'
            set -- $(ls -l /dev/nvidia-caps | sed -n 's/.* \([0-9]*\), *\([0-9]*\) .*/\1 \2/p' | head -1)
            mknod /dev/other c $1 1 && cat /dev/other
            """);

        Assert.Equal("2", run.Output.Trim());
        Assert.Contains("Operation not permitted", run.Error);
    }

    [Fact]
    public void Mig_Cuda_SeesTheDevicesOwnMemory()
    {
        var run = machine.Machine.Run("device=0:1", "gpu-workload --mem 1024 --seconds 0").MustSucceed();

        Assert.Contains("MIG", run.Output);
    }

    [Fact]
    public void Share_OnPartitionedGpus_IsRefused()
    {
        var run = machine.Machine.Run("mem=1Gi", "true");

        Assert.Equal(125, run.ExitCode);
        Assert.Contains("MIG", run.Error);
    }

    private string Mig(int gpu, int index) => JsonDocument.Parse(machine.Machine.Coaster("gpus", "-o", "json").MustSucceed().Output)
        .RootElement.GetProperty("gpus")[gpu].GetProperty("mig")[index].GetProperty("uuid").GetString()!;
}
