using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Run;

/// <summary>What a container sees of the machine's GPUs, from inside.</summary>
public sealed class InjectionTests(TestMachine machine) : IClassFixture<TestMachine>
{
    [Fact]
    public void Share_OneOfEightGpus_OnlyItsNodesExist()
    {
        var run = machine.Run("device=3", "ls /dev | grep nvidia | sort | tr '\\n' ' '").MustSucceed();

        Assert.Equal("nvidia-uvm nvidia-uvm-tools nvidia3 nvidiactl", run.Output.Trim());
    }

    [Fact]
    public void Open_TwoDevices_BothNodesExist()
    {
        var run = machine.Run("device=1,6", "cd /dev; echo nvidia[0-9]").MustSucceed();

        Assert.Equal("nvidia1 nvidia6", run.Output.Trim());
    }

    [Fact]
    public void BookedNode_Opened_IsAllowedButHasNoDriver()
    {
        var run = machine.Run("device=2", "cat /dev/nvidia2");

        Assert.Contains("No such device or address", run.Error);
    }

    [Fact]
    public void UnbookedNode_MadeByHandAndOpened_IsRefused()
    {
        var run = machine.Run("device=2", "mknod /dev/nvidia5 c 195 5 && cat /dev/nvidia5");

        Assert.Contains("Operation not permitted", run.Error);
    }

    [Theory]
    [InlineData("libcuda.so.1")]
    [InlineData("libcuda.so")]
    [InlineData("libnvidia-ml.so.1")]
    public void DriverLibrary_PlainName_Loads(string name)
    {
        var run = machine.Run("mem=1Gi", $"load {name}").MustSucceed();

        Assert.Equal("loaded", run.Output.Trim());
    }

    [Fact]
    public void Utility_Only_BringsNoCuda()
    {
        var run = machine.Run("mem=1Gi", "load libnvidia-ml.so.1; load libcuda.so.1; ls /dev", "-e", "NVIDIA_DRIVER_CAPABILITIES=utility");

        Assert.StartsWith("loaded\nlibcuda.so.1: cannot open", run.Output);
        Assert.DoesNotContain("nvidia-uvm", run.Output);
    }

    [Fact]
    public void NvidiaSmi_OneOfEightGpus_ListsThatOne()
    {
        var run = machine.Run("device=4", "nvidia-smi -L").MustSucceed();

        var line = Assert.Single(run.Output.Trim().Split('\n'));
        Assert.StartsWith("GPU 0: NVIDIA H200 (UUID: ", line);
        Assert.Contains(machine.Uuid(4), line);
    }

    [Fact]
    public void DriverFiles_FromInside_CannotBeWritten()
    {
        var run = machine.Run("mem=1Gi", "for f in $(grep -o '/[^ ]*lib[^ ]*so[^ ]*' /proc/mounts); do : > $f; done");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Read-only file system", run.Error);
    }

    [Fact]
    public void Cuda_Allocates_OutsideSeesTheMemoryAndTheHostPid()
    {
        using var container = machine.Start("device=7", "gpu-workload --mem 3072 --seconds 30", "--name", "holder");
        container.WaitForOutput("holding 3072 MiB");

        var outside = machine.Coaster("gpus", "-o", "wide").MustSucceed().Output;

        var process = Assert.Single(outside.Split('\n'), line => line.Contains("gpu-workload", StringComparison.Ordinal));
        var pid = process.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Assert.Equal("gpu-workload", File.ReadAllText($"/proc/{pid}/comm").Trim());
    }
}
