using Coaster.GpuModel.Inventory;
using Coaster.Oci;
using Coaster.Testing;

namespace Coaster.Injection.Tests;

public sealed class GivenGpusTests : IDisposable
{
    private static readonly MigDevice Mig = new("MIG-1", 0, "1g.18gb", 16_384, 3, 0);
    private static readonly MigDevice Gone = new("MIG-2", 1, "1g.18gb", 16_384, 9, 0);

    private static readonly NodeInventory Node = new("570.1", "12.8",
    [
        Gpu(0, 2, MigMode.Disabled), Gpu(1, 1, MigMode.Enabled, Mig, Gone), Gpu(2, -1, MigMode.Disabled),
    ]);

    private readonly TempFolder _driver = new TempFolder()
        .Write("proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.1  now\n")
        .Write("proc/devices", "Character devices:\n195 nvidia\n511 nvidia-caps\n")
        .Write("proc/driver/nvidia/capabilities/gpu1/mig/gi3/access", "DeviceFileMinor: 30\n")
        .Write("proc/driver/nvidia/capabilities/gpu1/mig/gi3/ci0/access", "DeviceFileMinor: 31\n");

    public void Dispose() => _driver.Dispose();

    [Theory]
    [InlineData("", "195:255", "195:0")]
    [InlineData("GPU-0", "195:2")]
    [InlineData("GPU-0", "195:2", "195:255", "1:3")]
    [InlineData("", "195:1")]
    [InlineData("", "195:1", "511:30")]
    [InlineData("MIG-1", "195:1", "511:30", "511:31")]
    [InlineData("GPU-0 MIG-1", "195:1", "511:30", "511:31", "195:2")]
    public void In_Nodes_AreTheGpusWhoseNodesAreAllThere(string expected, params string[] numbers) => Assert.Equal(
        expected, string.Join(' ', GivenGpus.In([.. numbers.Select(Device)], Node, _driver.Path).Select(device => device.Mig?.Uuid ?? device.Gpu.Uuid)));

    [Fact]
    public void In_OddPaths_CountByTheirNumbers() =>
        Assert.Single(GivenGpus.In([new DeviceNode("/dev/other", 195, 2)], Node, _driver.Path));

    private static DeviceNode Device(string numbers) =>
        new("/dev/nvidia-x", int.Parse(numbers.Split(':')[0]), int.Parse(numbers.Split(':')[1]));

    private static Gpu Gpu(int index, int minor, MigMode mode, params MigDevice[] mig) =>
        new(index, $"GPU-{index}", minor, "NVIDIA H200", 143_000, $"00000000:0{index}:00.0", 0, GpuHealth.Healthy, mode, mig);
}
