using System.Diagnostics;
using Coaster.Enforcement.Sampling;
using Coaster.Enforcement.Tiers;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Tiers;

public sealed class DriverLimitsTests : IDisposable
{
    private const long Limit = 4096L << 20;
    private readonly TempFolder _state = new();
    private readonly RealCgroup _cgroup = new("unified");
    private readonly Process _process;
    private SimulatedDriver _driver = new("h200:2", version: SimulatedDriver.LimitsMemory);
    private NvmlSampler _sampler;

    public DriverLimitsTests() => (_process, _sampler) = (_cgroup.Start(""), Sampler());

    [RootFact]
    public void Set_ProcessInItsOwnCgroup_TheDriverHoldsTheCgroup()
    {
        var limits = Limits();
        Assert.True(limits.IsOffered(Uuid(0)));
        limits.Set(Entry(0, 1), _process.Id);
        Assert.Equal((0, Limit), Told(0));
        Assert.Equal((0, Limit), Told(1));
        Assert.Equal(["x"], limits.Ids);
    }

    [RootFact]
    public void Set_ProcessBelowItsCgroup_TheDriverHoldsTheLeaf()
    {
        _cgroup.Add(_process.Id, "/init");
        Limits().Set(Entry(0), _process.Id);
        Assert.Equal((0, NvmlDevice.Unlimited), Told(0));
        Assert.Equal((0, Limit), Told(0, "/init"));
    }

    [RootFact]
    public void Set_ProcessInACgroupOfOthers_IsRefused()
    {
        using var other = new RealCgroup("unified");
        other.Add(_process.Id);
        var error = Refused(Entry(0));
        Assert.EndsWith("which is not its own", error.Why, StringComparison.Ordinal);
        Assert.Equal((0, NvmlDevice.Unlimited), Told(0));
        _cgroup.Add(_process.Id);
    }

    [RootFact]
    public void Set_ProcessInTheRoot_IsRefused()
    {
        File.WriteAllText(Path.Combine(ProcessCgroup.SecondVersionRoot!, "cgroup.procs"), $"{_process.Id}");
        Assert.EndsWith("which is not its own", Refused(Entry(0)).Why, StringComparison.Ordinal);
    }

    [RootFact]
    public void Set_ProcessGone_IsRefused() => Assert.Contains("999999999", Refused(Entry(0), pid: 999_999_999).Why, StringComparison.Ordinal);

    [RootFact]
    public void Set_OneOfItsGpusIsGone_NothingIsSet()
    {
        var entry = Entry(0, 1);
        entry = entry with { Booking = entry.Booking with { Containers = [entry.Container with { Grants = [entry.Container.Grants[0], new GpuGrant("GPU-0", null, 4096, 0)] }] } };
        Assert.StartsWith("the driver answered: ", Refused(entry).Why, StringComparison.Ordinal);
        Assert.Equal((0, NvmlDevice.Unlimited), Told(0));
        Assert.Empty(Limits().Ids);
    }

    [RootFact]
    public void Set_OlderDriver_IsRefusedAndNotOffered()
    {
        Use(new SimulatedDriver("h200:2"));
        Assert.False(Limits().IsOffered(Uuid(0)));
        Assert.StartsWith("the driver answered: ", Refused(Entry(0)).Why, StringComparison.Ordinal);
        Assert.Empty(Limits().Ids);
    }

    [RootFact]
    public void IsOffered_WhileMigIsOn_IsNot()
    {
        Use(new SimulatedDriver("h200:1", mig: true, SimulatedDriver.LimitsMemory));
        Assert.False(Limits().IsOffered(Uuid(0)));
    }

    [RootFact]
    public void Clear_AfterAnotherAgentSetThem_TakesThemBack()
    {
        Limits().Set(Entry(0), _process.Id);
        var next = Limits();
        Assert.Equal(["x"], next.Ids);
        Assert.Equal((0, Limit), Told(0));
        next.Clear("x");
        Assert.Equal((0, NvmlDevice.Unlimited), Told(0));
        Assert.Empty(Limits().Ids);
    }

    [RootFact]
    public void Clear_CgroupIsGone_IsForgotten()
    {
        var limits = Limits();
        limits.Set(Entry(0), _process.Id);
        End();
        _cgroup.Dispose();
        limits.Clear("x");
        limits.Clear("x");
        Assert.Empty(Limits().Ids);
    }

    public void Dispose()
    {
        End();
        _cgroup.Dispose();
        _sampler.Dispose();
        _driver.Dispose();
        _state.Dispose();
    }

    private void End()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    private void Use(SimulatedDriver other)
    {
        _sampler.Dispose();
        _driver.Dispose();
        (_driver, _sampler) = (other, new NvmlSampler(other.Root, new MonotonicClock(TimeProvider.System)));
    }

    private NvmlSampler Sampler() => new(_driver.Root, new MonotonicClock(TimeProvider.System));

    /// <summary>As an agent finds it that begins now.</summary>
    private DriverLimits Limits() => new(_sampler, _state["limits"]);

    private CoasterException Refused(LedgerEntry entry, int? pid = null) =>
        Assert.Throws<CoasterException>(() => Limits().Set(entry, pid ?? _process.Id));

    private string Uuid(int gpu) => _sampler.Session!.GetDevice(gpu).Value.GetUuid().Value;

    private (long Soft, long Hard) Told(int gpu, string below = "")
    {
        var limits = _sampler.Device(Uuid(gpu))!.Value.GetMemoryLimits(_cgroup.Folder + below).Value;
        return (limits.Soft, limits.Hard);
    }

    private LedgerEntry Entry(params int[] gpus) => new(
        ContainerEngine.Docker,
        new Booking("x", [new ContainerBooking("x", BookingKind.Share, EnforcementTier.Driver, CoreLimit.Soft, [.. gpus.Select(gpu => new GpuGrant(Uuid(gpu), null, 4096, 0))])]),
        new NodeInventory("", "", []),
        _driver.Root,
        ProcessIdentity.Of(Environment.ProcessId)!,
        _cgroup.Path,
        DateTimeOffset.UnixEpoch,
        []);
}
