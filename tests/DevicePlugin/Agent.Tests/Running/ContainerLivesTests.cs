using System.Diagnostics;
using Coaster.Agent.Running;
using Coaster.Enforcement.Sampling;
using Coaster.Enforcement.Tiers;
using Coaster.Enforcement.Tiers.Mps;
using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.NvmlInterop.Inventory;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Agent.Tests.Running;

public sealed class ContainerLivesTests : IDisposable
{
    private readonly TempFolder _state = new();
    private readonly SimulatedDriver _driver = new("h200:1", version: SimulatedDriver.LimitsMemory);
    private readonly RealCgroup _cgroup = new("unified");
    private readonly Process _process;
    private readonly NvmlSampler _sampler;
    private readonly NodeLedger _ledger;
    private readonly DriverLimits _limits;
    private readonly ContainerLives _lives;

    public ContainerLivesTests()
    {
        _process = _cgroup.Start("");
        _sampler = new NvmlSampler(_driver.Root, new MonotonicClock(TimeProvider.System));
        _limits = new DriverLimits(_sampler, _state["limits"]);
        _ledger = new NodeLedger(Settings);
        _lives = Lives(_limits);
    }

    [RootFact]
    public void Started_ContainerOfTheDriver_HasItsLimit()
    {
        Book("mem=4Gi,tier=driver");
        _lives.Started("x", _process.Id);
        Assert.Equal(["x"], _limits.Ids);
        Assert.Equal(4L << 30, Hard());
    }

    [RootTheory]
    [InlineData("mem=4Gi")]
    [InlineData("all")]
    public void Started_OtherContainer_HasNone(string gpus)
    {
        Book(gpus);
        _lives.Started("x", _process.Id);
        _lives.Started("unknown", _process.Id);
        Assert.Empty(_limits.Ids);
    }

    [RootFact]
    public void Stopped_ContainerOfTheDriver_HasNoneAnyMore()
    {
        Book("mem=4Gi,tier=driver");
        _lives.Started("x", _process.Id);
        _lives.Stopped("x");
        Assert.Empty(_limits.Ids);
        Assert.Equal(long.MaxValue, Hard());
    }

    [RootFact]
    public void Follow_BookingIsThere_KeepsTheLimit()
    {
        Book("mem=4Gi,tier=driver");
        _lives.Started("x", _process.Id);
        _lives.Follow(["x"]);
        _lives.Follow([]);
        Assert.Equal(4L << 30, Hard());
    }

    [RootTheory]
    [InlineData(null)]
    [InlineData("mem=1Gi")]
    public void Follow_BookingIsGoneOrAnother_TakesTheLimitBack(string? later)
    {
        Book("mem=4Gi,tier=driver");
        _lives.Started("x", _process.Id);
        using (var transaction = _ledger.Begin())
            transaction.Release("x");
        if (later is not null)
            Book(later);
        Lives(new DriverLimits(_sampler, _state["limits"])).Follow([]);
        Assert.Equal(long.MaxValue, Hard());
        Assert.Empty(Directory.GetFiles(_state["limits"]));
    }

    [RootFact]
    public void Started_NotInItsOwnCgroup_IsRefused()
    {
        Book("mem=4Gi,tier=driver");
        using var other = new RealCgroup("unified");
        other.Add(_process.Id);
        var error = Assert.Throws<CoasterException>(() => _lives.Started("x", _process.Id));
        Assert.Equal("cannot have the driver hold x to its memory", error.What);
        _cgroup.Add(_process.Id);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _cgroup.Dispose();
        _sampler.Dispose();
        _driver.Dispose();
        _state.Dispose();
    }

    private HostSettings Settings => HostSettings.Default with { StateDirectory = _state.Path, DriverRoot = _driver.Root };

    private ContainerLives Lives(DriverLimits limits) =>
        new(_ledger, limits, new MpsDaemons(Settings, _sampler, new Enforcement.Events.EventLog(_state["events.jsonl"], TimeProvider.System)));

    private long Hard() => _sampler.Session!.GetDevice(0).Value.GetMemoryLimits(_cgroup.Folder).Value.Hard;

    private void Book(string gpus) => new Bookkeeper(_ledger, TimeProvider.System).Book(
        GpuSpec.Parse(gpus),
        Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(_driver.Root)).Inventory,
        _driver.Root,
        new NewContainer("x", "x", ContainerEngine.Docker, ["x"]) { CgroupsPath = _cgroup.Path });
}
