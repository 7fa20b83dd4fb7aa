using Coaster.NvmlInterop.Inventory;
using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Inventory;

public sealed class ProcessReaderTests
{
    [Fact]
    public void Read_TwoPrograms_NamesGpuPidAndMemory()
    {
        using var driver = new SimulatedDriver("h200:1,t4:1");
        using var large = new Workload(driver, gpu: 0, mib: 8192);
        using var small = new Workload(driver, gpu: 1, mib: 512);
        using var session = driver.Open();
        var gpus = driver.Gpus();
        var processes = ProcessReader.Read(session);
        Assert.Equal([(gpus[0].Uuid, large.Pid), (gpus[1].Uuid, small.Pid)], processes.Select(process => (process.GpuUuid, process.Pid)));
        Assert.InRange(processes[0].UsedMiB!.Value, 8192, 10000);
        Assert.InRange(processes[1].UsedMiB!.Value, 512, 2000);
        Assert.All(processes, process => Assert.Equal((null, false), (process.GpuInstance, process.IsGraphics)));
    }

    [Fact]
    public void Read_ProgramThatWasKilled_IsGone()
    {
        using var driver = new SimulatedDriver("t4:1");
        using var session = driver.Open();
        using (new Workload(driver, gpu: 0, mib: 64))
            Assert.Single(ProcessReader.Read(session));
        Assert.Empty(ProcessReader.Read(session));
    }

    [Fact]
    public void Read_LostGpu_HasNoneAndHidesNoOther()
    {
        using var driver = new SimulatedDriver("t4:2");
        using var work = new Workload(driver, gpu: 1, mib: 64);
        driver.Set(0, "lost=1");
        using var session = driver.Open();
        Assert.Equal(work.Pid, Assert.Single(ProcessReader.Read(session)).Pid);
    }
}
