using System.Threading.Channels;
using Coaster.Agent.Cluster;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Agent.Tests.Cluster;

public sealed class NodeGpusTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    [RootFact]
    public async Task LookSoon_GpuWasCut_ShowsItBeforeItsTime()
    {
        using var folder = new TempFolder();
        using var driver = new SimulatedDriver("h200:1", mig: true);
        using var ending = new CancellationTokenSource();
        var changes = Channel.CreateUnbounded<bool>();
        var known = new KnownGpus(folder["inventory.json"]);
        var gpus = new NodeGpus(driver.Root, known, () => changes.Writer.TryWrite(true), new HastyClock { IsHasty = false });
        var running = gpus.RunAsync(ending.Token);
        await changes.Reader.ReadAsync().AsTask().WaitAsync(Bound);
        Assert.Equal(4, gpus.Current!.Gpus[0].Mig.Count);
        var settings = HostSettings.Default with { DriverRoot = driver.Root, StateDirectory = folder["state"], DataDirectory = folder["data"] };
        var layouts = new DriverLayouts(settings, _ => [], gpus.LookSoon, TimeProvider.System);
        Assert.Null(layouts.Apply(gpus.Current.Gpus[0].Uuid, ["7g.141gb"]).Problem);
        await changes.Reader.ReadAsync().AsTask().WaitAsync(Bound);
        Assert.Equal("7g.141gb", Assert.Single(gpus.Current.Gpus[0].Mig).Profile);
        await ending.CancelAsync();
        await running.WaitAsync(Bound);
    }
}
