using Coaster.NvmlInterop.Inventory;
using Coaster.Testing;

namespace Coaster.CudaInterop.Tests;

/// <summary>What a context holds, as NVML sees it.</summary>
public sealed class CudaContextTests
{
    [Fact]
    public void CreateContext_OnTheGpuWithThatUuid_TheDriverNamesThisProcess()
    {
        using var driver = new SimulatedDriver("h200:1,t4:2");
        var gpu = Available(driver).Inventory.Gpus[2];
        var cuda = CudaDriver.Open(driver.Root);
        using (cuda.CreateContext(cuda.FindDevice(gpu.Uuid)))
            Assert.True(UsedMiB(driver, gpu.Uuid) > 0);
        Assert.Equal(0L, UsedMiB(driver, gpu.Uuid));
        Assert.Throws<CudaException>(() => cuda.FindDevice("GPU-00000000-0000-0000-0000-000000000000"));
    }

    private static long? UsedMiB(SimulatedDriver driver, string uuid) => Available(driver).Readings[uuid].UsedMiB;

    private static InventoryResult.Available Available(SimulatedDriver driver) => Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(driver.Root));
}
