using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuModel.Tests.Requests;

public sealed class DeviceNameTests
{
    private static readonly NodeInventory Node = new("570.1", "12.8", [
        new Gpu(0, "GPU-aa", 3, "NVIDIA H200", 143_000, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Enabled,
            [new MigDevice("MIG-bb", 0, "1g.18gb", 16_384, 7, 0)]),
        new Gpu(1, "GPU-cc", 1, "Tesla T4", 15_000, "00000001:1B:00.0", 0, GpuHealth.Healthy, MigMode.Unsupported, []),
        new Gpu(3, "", -1, "", 0, "", -1, GpuHealth.Lost, MigMode.Unsupported, []),
    ]);

    [Theory]
    [InlineData("0", "GPU-aa", null)]
    [InlineData("1", "GPU-cc", null)]
    [InlineData("GPU-cc", "GPU-cc", null)]
    [InlineData("gpu-CC", "GPU-cc", null)]
    [InlineData("0000:1b:00.0", "GPU-aa", null)]
    [InlineData("00000001:1B:00.0", "GPU-cc", null)]
    [InlineData("MIG-bb", "GPU-aa", "MIG-bb")]
    [InlineData("mig-bb", "GPU-aa", "MIG-bb")]
    [InlineData("0:0", "GPU-aa", "MIG-bb")]
    public void Resolve_KnownDevice_FindsIt(string name, string gpu, string? mig)
    {
        var found = new DeviceName(name).Resolve(Node);
        Assert.Equal((gpu, mig), (found?.Gpu.Uuid, found?.Mig?.Uuid));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("GPU-dd")]
    [InlineData("MIG-cc")]
    [InlineData("0:1")]
    [InlineData("1:0")]
    [InlineData("0:0:0")]
    [InlineData("1b:00.0")]
    [InlineData("99999999999")]
    public void Resolve_UnknownDevice_IsNull(string name) => Assert.Null(new DeviceName(name).Resolve(Node));
}
