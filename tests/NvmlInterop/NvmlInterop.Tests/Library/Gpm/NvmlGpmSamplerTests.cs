using Coaster.NvmlInterop.Library.Gpm;
using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Library.Gpm;

public sealed class NvmlGpmSamplerTests
{
    [Fact]
    public async Task Read_BusyGpu_TellsItsUtilisationFromTheSecondReadingOn()
    {
        using var driver = new SimulatedDriver("h200:1");
        driver.Set(0, "util=60");
        using var session = driver.Open();
        using var sampler = NvmlGpmSampler.Create(session.GetDevice(0).Value).Value;
        Assert.Equal(NvmlStatus.NoData, sampler.Read(GpmMetric.GraphicsUtilization).Status);
        await Task.Delay(200);
        Assert.InRange(sampler.Read(GpmMetric.GraphicsUtilization, GpmMetric.SmUtilization).Value[0].Value, 40, 80);
    }

    [Fact]
    public async Task Read_GpuInstance_HasValuesOfItsOwn()
    {
        using var driver = new SimulatedDriver("h200:1", mig: true);
        using var session = driver.Open();
        var gpu = session.GetDevice(0).Value;
        using var sampler = NvmlGpmSampler.Create(gpu, driver.Gpus()[0].Mig[0].GpuInstance).Value;
        _ = sampler.Read(GpmMetric.GraphicsUtilization);
        await Task.Delay(200);
        Assert.Equal(0, sampler.Read(GpmMetric.GraphicsUtilization).Value[0].Value);
    }

    [Fact]
    public async Task Read_GpuInstanceInUse_TellsHowBusyItsProcessorsAre()
    {
        using var driver = new SimulatedDriver("h200:1", mig: true);
        using var workload = new Workload(driver, 0, 100, percent: 70);
        using var session = driver.Open();
        using var sampler = NvmlGpmSampler.Create(session.GetDevice(0).Value, driver.Gpus()[0].Mig[0].GpuInstance).Value;
        var busy = 0.0;
        for (var left = 300; left > 0 && busy < 30; left--)
        {
            await Task.Delay(200);
            busy = sampler.Read(GpmMetric.SmUtilization) is { IsSuccess: true } read ? read.Value[0].Value : 0;
        }

        Assert.InRange(busy, 30, 100);
    }

    [Fact]
    public void Create_GpuWithoutCounters_IsNotSupported()
    {
        using var driver = new SimulatedDriver("t4:1");
        using var session = driver.Open();
        Assert.True(NvmlGpmSampler.Create(session.GetDevice(0).Value).IsNotSupported);
    }
}
