using System.Diagnostics;
using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;
using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Inventory;

public sealed class NvmlInventoryTests
{
    [Fact]
    public void Read_NoDriver_IsUnavailableWithAReason()
    {
        using var folder = new TempFolder();
        Assert.Equal($"there is no libnvidia-ml.so.1 below {folder.Path}",
            Assert.IsType<InventoryResult.Unavailable>(NvmlInventory.Read(folder.Path)).Reason);
    }

    [Fact]
    public void Read_MixedModels_DescribesEachInTheOrderOfItsIndex()
    {
        using var driver = new SimulatedDriver("h200:2,t4:1");
        var inventory = driver.Read().Inventory;
        Assert.Matches(@"^\d+\.\d+\.\d+$", inventory.DriverVersion);
        Assert.Equal("12.8", inventory.CudaVersion);
        Assert.Equal(["NVIDIA H200", "NVIDIA H200", "Tesla T4"], inventory.Gpus.Select(gpu => gpu.Model));
        Assert.Equal([("9.0", "nvidia"), ("9.0", "nvidia"), ("7.5", "tesla")], inventory.Gpus.Select(gpu => (gpu.ComputeCapability, gpu.Brand)));
        Assert.Equal([143165L, 143165L, 14911L], inventory.Gpus.Select(gpu => gpu.MemoryMiB));
        Assert.Equal([0, 1, 2], inventory.Gpus.Select(gpu => gpu.Index));
        Assert.Equal([0, 1, 2], inventory.Gpus.Select(gpu => gpu.Minor));
        Assert.Equal([MigMode.Disabled, MigMode.Disabled, MigMode.Unsupported], inventory.Gpus.Select(gpu => gpu.MigMode));
        Assert.All(inventory.Gpus, gpu => Assert.Matches("^GPU-[0-9a-f-]{36}$", gpu.Uuid));
        Assert.All(inventory.Gpus, gpu => Assert.Matches(@"^[0-9A-F]{8}:[0-9A-F]{2}:[0-9A-F]{2}\.0$", gpu.PciBusId));
        Assert.All(inventory.Gpus, gpu => Assert.Equal((GpuHealth.Healthy, 0), (gpu.Health, gpu.Mig.Count)));
        Assert.Equal(3, inventory.Gpus.Select(gpu => gpu.Uuid).Distinct().Count());
    }

    [Fact]
    public void Read_PartitionedGpu_ListsItsMigDevices()
    {
        using var driver = new SimulatedDriver("h200:1", mig: true);
        var gpu = Assert.Single(driver.Gpus());
        Assert.Equal(MigMode.Enabled, gpu.MigMode);
        Assert.Equal(["1g.18gb", "1g.18gb", "2g.35gb", "3g.71gb"], gpu.Mig.Select(mig => mig.Profile).Order());
        Assert.Equal([16384L, 16384L, 33280L, 71168L], gpu.Mig.Select(mig => mig.MemoryMiB).Order());
        Assert.All(gpu.Mig, mig => Assert.Matches("^MIG-[0-9a-f-]{36}$", mig.Uuid));
        Assert.Equal(4, gpu.Mig.Select(mig => mig.GpuInstance).Distinct().Count());
    }

    [Fact]
    public void Read_WorkOnAGpu_ShowsInItsReading()
    {
        using var driver = new SimulatedDriver("h200:2");
        driver.Set(1, "util=40", "temperature=71", "power=333");
        using var work = new Workload(driver, gpu: 1, mib: 4096);
        var (inventory, readings) = driver.Read();
        var busy = readings[inventory.Gpus[1].Uuid];
        Assert.Equal((40, 71, 333.0), (busy.Utilization, busy.TemperatureC, busy.PowerW));
        Assert.InRange(busy.UsedMiB!.Value, 4096, 6000);
        Assert.Equal(0, readings[inventory.Gpus[0].Uuid].UsedMiB);
    }

    [Fact]
    public void Read_LostGpu_KeepsItsNameAndHidesNoOther()
    {
        using var driver = new SimulatedDriver("h200:2,t4:1");
        var before = driver.Gpus();
        driver.Set(1, "lost=1");
        var after = driver.Read();
        Assert.Equal([GpuHealth.Healthy, GpuHealth.Lost, GpuHealth.Healthy], after.Inventory.Gpus.Select(gpu => gpu.Health));
        Assert.Equal(before.Select(gpu => (gpu.Uuid, gpu.Model, gpu.Minor, gpu.PciBusId)),
            after.Inventory.Gpus.Select(gpu => (gpu.Uuid, gpu.Model, gpu.Minor, gpu.PciBusId)));
        Assert.Equal(before[0], after.Inventory.Gpus[0] with { Mig = before[0].Mig });
    }

    [Theory]
    [InlineData("ecc=3")]
    [InlineData("remap_pending=1")]
    public void Read_GpuWithMemoryErrors_IsDegraded(string trouble)
    {
        using var driver = new SimulatedDriver("h200:2");
        driver.Set(0, trouble);
        Assert.Equal([GpuHealth.Degraded, GpuHealth.Healthy], driver.Gpus().Select(gpu => gpu.Health));
    }

    [Fact]
    public async Task ReadAsync_SlowDriver_EndsWithinTheLimit()
    {
        using var driver = new SimulatedDriver("h200:1");
        driver.Set(0, "slow=1500");
        var watch = Stopwatch.StartNew();
        var result = await NvmlInventory.ReadAsync(driver.Root, TimeSpan.FromMilliseconds(300), CancellationToken.None);
        Assert.Equal("the driver did not answer within 0.3 s", Assert.IsType<InventoryResult.Unavailable>(result).Reason);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.2, 10);
        driver.Set(0, "slow=0");
    }

    [Fact]
    public void Read_SessionThatIsKept_SeesWhatChanges()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        driver.Set(0, "temperature=55");
        Assert.Equal(55, Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(session, driver.Root)).Readings.Values.Single().TemperatureC);
        driver.Set(0, "temperature=66");
        Assert.Equal(66, Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(session, driver.Root)).Readings.Values.Single().TemperatureC);
    }
}
