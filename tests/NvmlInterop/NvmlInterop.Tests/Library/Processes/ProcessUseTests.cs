using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Library.Processes;

/// <summary>What single processes do with a GPU.</summary>
public sealed class ProcessUseTests
{
    [Fact]
    public void GetProcessUtilization_OneBusyProcess_NamesItAndWhatItUses()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = session.GetDevice(0).Value;
        Assert.Empty(gpu.GetProcessUtilization(0).Value);
        using var busy = new Workload(driver, gpu: 0, mib: 64, percent: 80);

        Assert.True(SpinWait.SpinUntil(() => SmOf(gpu, busy.Pid) > 0, TimeSpan.FromSeconds(30)), "no sample has the process at work");
    }

    [Fact]
    public void GetProcessUtilization_SinceTheNewest_HasNothingOlder()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = session.GetDevice(0).Value;
        using var busy = new Workload(driver, gpu: 0, mib: 64, percent: 80);
        Assert.True(SpinWait.SpinUntil(() => SmOf(gpu, busy.Pid) > 0, TimeSpan.FromSeconds(30)));
        var newest = gpu.GetProcessUtilization(0).Value.Max(sample => sample.TimestampUs);

        Assert.All(gpu.GetProcessUtilization(newest).Value, sample => Assert.True(sample.TimestampUs > newest));
    }

    [Fact]
    public void GetUtilizationSamples_BusyGpu_AreOfTheTimeAsked()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = session.GetDevice(0).Value;
        using var busy = new Workload(driver, gpu: 0, mib: 64, percent: 80);
        Assert.True(SpinWait.SpinUntil(() => gpu.GetUtilizationSamples(0).Value.Any(sample => sample.Gpu > 0), TimeSpan.FromSeconds(30)));
        var newest = gpu.GetUtilizationSamples(0).Value.Max(sample => sample.TimestampUs);
        IReadOnlyList<UtilizationSample> newer = [];
        Assert.True(SpinWait.SpinUntil(() => (newer = gpu.GetUtilizationSamples(newest).Value).Count > 0, TimeSpan.FromSeconds(30)), "nothing newer comes");

        Assert.All(newer, sample => Assert.True(sample.TimestampUs > newest && sample.Gpu is >= 0 and <= 100));
    }

    [RootFact]
    public void Accounting_SwitchedOn_CountsTheProcess()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = session.GetDevice(0).Value;
        Assert.True(gpu.SetAccounting(true).IsSuccess);
        Assert.True(gpu.GetAccounting().Value);
        Assert.InRange(gpu.GetAccountingCapacity().Value, 1, int.MaxValue);
        using var holder = new Workload(driver, gpu: 0, mib: 512);

        Assert.Contains(holder.Pid, gpu.GetAccountedPids().Value);
        var account = gpu.GetAccount(holder.Pid).Value;
        Assert.True(account.IsRunning);
        Assert.InRange(account.MaxMemoryBytes!.Value, 512L << 20, 4096L << 20);
        Assert.False(gpu.GetAccount(1).IsSuccess);
        Assert.True(gpu.SetAccounting(false).IsSuccess);
        Assert.False(gpu.GetAccounting().Value);
    }

    private static int SmOf(NvmlDevice gpu, int pid) =>
        gpu.GetProcessUtilization(0).Value.Where(sample => sample.Pid == pid).Select(sample => sample.Sm).DefaultIfEmpty().Max();
}
