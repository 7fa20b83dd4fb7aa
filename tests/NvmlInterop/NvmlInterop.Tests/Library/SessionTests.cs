using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Library;

public sealed class SessionTests
{
    [Fact]
    public void GetDevice_ByIndexUuidAndBusId_IsTheSame()
    {
        using var driver = new SimulatedDriver("h200:2");
        using var session = driver.Open();
        var device = session.GetDevice(1).Value;
        Assert.Equal(device, session.GetDeviceByUuid(device.GetUuid().Value).Value);
        Assert.Equal(device, session.GetDeviceByPciBusId(device.GetPci().Value.BusId).Value);
        Assert.Equal(1, device.GetIndex().Value);
        Assert.NotEqual(device, session.GetDevice(0).Value);
    }

    [Fact]
    public void GetDevice_OneThatIsNotThere_IsAStatus()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        Assert.Equal(NvmlStatus.InvalidArgument, session.GetDevice(7).Status);
        Assert.Equal(NvmlStatus.NotFound, session.GetDeviceByUuid("GPU-00000000-0000-0000-0000-000000000000").Status);
    }

    [Fact]
    public void Dispose_ThenACall_IsUninitialized()
    {
        using var driver = new SimulatedDriver("h200:1");
        var session = driver.Open();
        var device = session.GetDevice(0).Value;
        session.Dispose();
        Assert.Equal(NvmlStatus.Uninitialized, session.GetDeviceCount().Status);
        Assert.Equal(NvmlStatus.Uninitialized, device.GetTemperatureC().Status);
    }

    [Fact]
    public void TryOpen_DriverThatWasLoadedAnew_NeedsAllSessionsClosed()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var before = driver.Open();
        driver.Set(0, "unloaded=1");
        Assert.Equal(NvmlStatus.DriverNotLoaded, before.GetDeviceCount().Status);
        driver.Set(0, "unloaded=0");
        Assert.Equal(NvmlStatus.Unknown, before.GetDeviceCount().Status);
        before.Dispose();
        using var after = driver.Open();
        Assert.Equal(1, after.GetDeviceCount().Value);
    }

    [Fact]
    public void GetRemappedRows_PendingAndFailed_AreTold()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = session.GetDevice(0).Value;
        driver.Set(0, "remap=pending");
        Assert.Equal(new RemappedRows(0, 0, Pending: true, Failed: false), gpu.GetRemappedRows().Value);
        driver.Set(0, "remap=failed", "recovery=2");
        Assert.Equal(new RemappedRows(0, 0, Pending: false, Failed: true), gpu.GetRemappedRows().Value);
        Assert.Equal(2, gpu.GetField(NvmlField.RecoveryAction).Value);
    }

    [Fact]
    public void TryOpen_Twice_IsCounted()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var first = driver.Open();
        driver.Open().Dispose();
        Assert.Equal(1, first.GetDeviceCount().Value);
    }

    [Fact]
    public void TryOpen_TwoDriverRoots_AreApart()
    {
        using var one = new SimulatedDriver("h200:1");
        using var other = new SimulatedDriver("t4:2");
        using var first = one.Open();
        using var second = other.Open();
        Assert.Equal((1, 2), (first.GetDeviceCount().Value, second.GetDeviceCount().Value));
        Assert.Equal("Tesla T4", second.GetDevice(0).Value.GetName().Value);
    }

    [Fact]
    public void Readings_OfAHealthyGpu_AllAnswer()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = session.GetDevice(0).Value;
        Assert.Equal(new Version(9, 0), gpu.GetComputeCapability().Value);
        Assert.True(gpu.GetPersistence().Value);
        Assert.Equal(ComputeMode.Default, gpu.GetComputeMode().Value);
        Assert.Equal(700, gpu.GetPowerLimitW().Value);
        Assert.InRange(gpu.GetMaxClockMHz(ClockDomain.Sm).Value, 1, 5000);
        Assert.InRange(gpu.GetClockMHz(ClockDomain.Sm).Value, 1, 5000);
        Assert.True(gpu.GetThrottleReasons().IsSuccess);
        Assert.Equal(0, gpu.GetEccErrors(uncorrected: true, aggregate: true).Value);
        Assert.True(gpu.GetEccMode().Value.Current);
        Assert.Equal(default, gpu.GetRemappedRows().Value);
        Assert.Equal(0, gpu.GetPcieReplays().Value);
        Assert.True(gpu.GetPcieThroughput().IsSuccess);
        Assert.Equal(262144L << 20, gpu.GetBar1Memory().Value.Total);
        Assert.NotEmpty(gpu.GetNumaNodes().Value);
        Assert.Equal(18, gpu.GetNvLinks().Count);
        Assert.True(gpu.GetEnergyJ().IsSuccess);
        Assert.NotEmpty(gpu.GetSerial().Value);
        Assert.NotEmpty(gpu.GetVbiosVersion().Value);
    }
}
