using Coaster.Enforcement.Partitions;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Partitions;

public sealed class PartitionWatchTests : IDisposable
{
    private const string Gpu = "GPU-aaaaaaaa-0000-0000-0000-000000000001";
    private const string Mig = "MIG-aaaaaaaa-0000-0000-0000-000000000002";
    private static readonly NodeInventory Node = new("570.124.06", "12.8",
        [new(0, Gpu, 0, "NVIDIA H200", 100_000, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Enabled, [new MigDevice(Mig, 0, "1g.18gb", 16_384, 7, 0)])]);

    private readonly TempFolder _state = new();
    private readonly FakeTime _time = new();
    private readonly FakePartitionSampler _sampler = new();

    private HostSettings Settings => HostSettings.Default with { StateDirectory = _state.Path };

    [RootFact]
    public void Step_ContainerWithAMigDevice_IsTold()
    {
        Book();
        _sampler.Answer = new PartitionSample(512 << 20, 250_000);
        var watch = new PartitionWatch(Settings, _sampler, _time);
        Assert.Empty(watch.Status);
        watch.Step();
        var status = Assert.Single(watch.Status);
        Assert.Equal(("cut", EnforcementTier.Mig), (status.Name, status.Tier));
        Assert.Equal(new PartitionUse(Gpu, Mig, 16_384L << 20, new PartitionSample(512 << 20, 250_000)), Assert.Single(status.Uses));
    }

    [RootFact]
    public void Step_TooEarly_AsksNobody()
    {
        Book();
        var watch = new PartitionWatch(Settings, _sampler, _time);
        watch.Step();
        _time.Advance(TimeSpan.FromMilliseconds(900));
        watch.Step();
        Assert.Equal([Mig], _sampler.Asked);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        watch.Step();
        Assert.Equal([Mig, Mig], _sampler.Asked);
    }

    [RootFact]
    public void Step_BookingIsGone_NothingIsKept()
    {
        var watch = new PartitionWatch(Settings, _sampler, _time);
        Book();
        watch.Step();
        Assert.Equal([Mig], _sampler.Kept);
        using (var transaction = new NodeLedger(Settings).Begin())
            transaction.Release("cut");
        _time.Advance(TimeSpan.FromSeconds(1));
        watch.Step();
        Assert.Empty(watch.Status);
        Assert.Empty(_sampler.Kept);
    }

    public void Dispose() => _state.Dispose();

    private void Book() => new Bookkeeper(new NodeLedger(Settings), TimeProvider.System).Book(
        GpuSpec.Parse($"device={Mig}"), Node, "/", new NewContainer("cut", "cut", ContainerEngine.Docker, ["x"]));
}
