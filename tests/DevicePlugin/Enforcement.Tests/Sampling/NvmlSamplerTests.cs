using Coaster.Enforcement.Sampling;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Sampling;

public sealed class NvmlSamplerTests
{
    private static readonly MonotonicClock Clock = new(TimeProvider.System);

    [Fact]
    public async Task Sample_ProcessWorks_ItsMemoryAndTimeAreTold()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var workload = new Workload(driver, 0, 300, percent: 40);
        using var sampler = new NvmlSampler(driver.Root, Clock);
        var uuid = sampler.Session!.GetDevice(0).Value.GetUuid().Value;
        var (began, busy, sample) = (Clock.NowNs, 0L, sampler.Sample(uuid)!);
        for (var left = 300; left > 0 && busy < 500_000_000; left--)
        {
            await Task.Delay(20);
            sample = sampler.Sample(uuid)!;
            busy += sample.BusyNs.GetValueOrDefault(workload.Pid);
        }

        Assert.True(sample.UsedBytes[workload.Pid] >= 300L << 20);
        Assert.InRange(busy, 500_000_000, Clock.NowNs - began);
        Assert.InRange(sample.MeasuredUntilNs, began, Clock.NowNs);
    }

    [Fact]
    public void Sample_NoDriver_IsNothing()
    {
        using var folder = new TempFolder();
        using var sampler = new NvmlSampler(folder.Path, Clock);
        Assert.Null(sampler.Sample("GPU-0"));
        Assert.Null(sampler.Session);
    }

    [Fact]
    public void Sample_GpuLost_IsNothingUntilItIsBack()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var sampler = new NvmlSampler(driver.Root, Clock);
        var uuid = sampler.Session!.GetDevice(0).Value.GetUuid().Value;
        Assert.NotNull(sampler.Sample(uuid));
        driver.Set(0, "lost=1");
        Assert.Null(sampler.Sample(uuid));
        driver.Set(0, "lost=0");
        Assert.NotNull(sampler.Sample(uuid));
    }
}
