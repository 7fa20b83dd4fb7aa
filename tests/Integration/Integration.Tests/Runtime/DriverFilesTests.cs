using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Runtime;

/// <summary>The same injection with the driver's real files, as Debian packages them; only the kernel module is missing.</summary>
public sealed class DriverFilesTests(RealDriverFiles driver, TestMachine machine) : IClassFixture<RealDriverFiles>, IClassFixture<TestMachine>
{
    private const string DriverNotLoaded = "9";

    [Fact]
    public void Nvml_OfTheRealDriver_IsFoundAndFindsNoKernelModule()
    {
        var run = OciContainer.Run(machine, driver.Root, "load libnvidia-ml.so.1 nvmlInit_v2");

        Assert.Equal($"nvmlInit_v2={DriverNotLoaded}", run.MustSucceed().Output.Trim());
    }

    [Fact]
    public void Cuda_OfTheRealDriver_Loads()
    {
        var run = OciContainer.Run(machine, driver.Root, "load libcuda.so.1");

        Assert.Equal("loaded", run.MustSucceed().Output.Trim());
    }

    [Fact]
    public void NvidiaSmi_OfTheRealDriver_RunsAndSaysSo()
    {
        var run = OciContainer.Run(machine, driver.Root, "nvidia-smi");

        Assert.Equal(9, run.ExitCode);
        Assert.Contains("couldn't communicate with the NVIDIA driver", run.Output);
    }

    [Fact]
    public void DriverRoot_LibrariesOfTheVersionThatIsThere_AreMounted()
    {
        var run = OciContainer.Run(machine, driver.Root, "cut -d ' ' -f 2 /proc/mounts");

        Assert.Contains("/libcuda.so.1", run.MustSucceed().Output);
        Assert.Contains("/libnvidia-ml.so.1", run.Output);
        Assert.Contains("/usr/bin/nvidia-smi", run.Output);
    }
}
