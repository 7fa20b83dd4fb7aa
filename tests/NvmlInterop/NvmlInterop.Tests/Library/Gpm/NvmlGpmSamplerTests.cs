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
    public void Create_GpuWithoutCounters_IsNotSupported()
    {
        using var driver = new SimulatedDriver("t4:1");
        using var session = driver.Open();
        Assert.True(NvmlGpmSampler.Create(session.GetDevice(0).Value).IsNotSupported);
    }
}
