using Coaster.Enforcement.Partitions;
using Coaster.Enforcement.Sampling;
using Coaster.NvmlInterop.Inventory;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Partitions;

public sealed class NvmlPartitionSamplerTests : IDisposable
{
    private readonly SimulatedDriver _driver = new("h200:1", mig: true);
    private NvmlSampler _sampler;
    private NvmlPartitionSampler _partitions;

    public NvmlPartitionSamplerTests() => Open();

    [Fact]
    public async Task Sample_DeviceInUse_TellsItsOwnMemoryAndTime()
    {
        using var workload = new Workload(_driver, 0, 300, percent: 60);
        var (busy, idle) = (Mig(0), Mig(1));
        Assert.Null(_partitions.Sample(busy).BusyPpm);
        PartitionSample sample = default;
        for (var left = 300; left > 0 && !(sample.BusyPpm > 300_000); left--)
        {
            await Task.Delay(200);
            sample = _partitions.Sample(busy);
        }

        Assert.InRange(sample.BusyPpm!.Value, 300_001, 1_000_000);
        Assert.InRange(sample.UsedBytes!.Value, 300L << 20, 3000L << 20);
        _ = _partitions.Sample(idle);
        await Task.Delay(200);
        Assert.Equal(0, _partitions.Sample(idle).BusyPpm);
    }

    [Fact]
    public void Sample_OtherDevice_IsNothing()
    {
        Assert.Equal(default, _partitions.Sample("MIG-00000000-0000-0000-0000-000000000000"));
        Assert.Equal(default, _partitions.Sample(Inventory().Gpus[0].Uuid));
    }

    [RootFact]
    public void Sample_GpuInstanceOfSeveral_TellsMemoryOnly()
    {
        _driver.Coaster("mig", "destroy", "--gpu", "0", "--all").MustSucceed();
        var gpu = _sampler.Session!.GetDevice(0).Value;
        var instance = gpu.CreateGpuInstance(gpu.GetGpuInstanceProfiles().MaxBy(profile => profile.Slices)!).Value;
        var smallest = instance.GetComputeInstanceProfiles().MinBy(profile => profile.Slices)!;
        Assert.True(instance.CreateComputeInstance(smallest).IsSuccess && instance.CreateComputeInstance(smallest).IsSuccess);
        _ = _partitions.Sample(Mig(1));
        Assert.Equal(new PartitionSample(0, null), _partitions.Sample(Mig(1)));
    }

    [Fact]
    public async Task Sample_GpuWithoutCounters_TellsMemoryOnly()
    {
        using var older = new SimulatedDriver("a100-80:1", mig: true);
        using var sampler = new NvmlSampler(older.Root, new MonotonicClock(TimeProvider.System));
        using var partitions = new NvmlPartitionSampler(sampler);
        var mig = Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(older.Root)).Inventory.Gpus[0].Mig[0].Uuid;
        Assert.NotNull(partitions.Sample(mig).UsedBytes);
        await Task.Delay(200);
        Assert.Null(partitions.Sample(mig).BusyPpm);
    }

    [Fact]
    public async Task Sample_AfterTheDriverWasOpenedAnew_GoesOn()
    {
        var mig = Mig(0);
        _ = _partitions.Sample(mig);
        Close();
        Open();
        Assert.Null(_partitions.Sample(mig).BusyPpm);
        await Task.Delay(200);
        Assert.Equal(0, _partitions.Sample(mig).BusyPpm);
    }

    [Fact]
    public async Task Keep_Others_BeginsAnew()
    {
        var mig = Mig(0);
        _ = _partitions.Sample(mig);
        await Task.Delay(200);
        _partitions.Keep(new HashSet<string> { mig });
        Assert.NotNull(_partitions.Sample(mig).BusyPpm);
        _partitions.Keep(new HashSet<string>());
        Assert.Null(_partitions.Sample(mig).BusyPpm);
    }

    public void Dispose()
    {
        Close();
        _driver.Dispose();
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_sampler), nameof(_partitions))]
    private void Open()
    {
        _sampler = new NvmlSampler(_driver.Root, new MonotonicClock(TimeProvider.System));
        _partitions = new NvmlPartitionSampler(_sampler);
    }

    private void Close()
    {
        _partitions.Dispose();
        _sampler.Dispose();
    }

    private GpuModel.Inventory.NodeInventory Inventory() => Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(_driver.Root)).Inventory;

    private string Mig(int index) => Inventory().Gpus[0].Mig[index].Uuid;
}
