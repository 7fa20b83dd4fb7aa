using Coaster.Cdi.Writing;
using Coaster.Cli.Cdi;
using Coaster.Cli.Output;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Cdi;

public sealed class CdiWatchTests
{
    [RootFact]
    public async Task RunAsync_BookingsChange_WritesAgainWithoutWhatIsHeld()
    {
        using var machine = new CdiMachine();
        using var stop = new CancellationTokenSource();
        var output = new StepWriter(() => machine.Book("mem=1Gi"), stop.Cancel);
        var request = machine.Request with { Kinds = [GpuKind.Own] };
        Assert.Equal(0, await new CdiWatch(request, new Screen(output, TextWriter.Null, IsTerminal: false)).RunAsync(stop.Token));
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([5, 3], lines.Select(line => line.Split(", ").Length));
    }

    [RootFact]
    public async Task RunAsync_ClusterTakesAGpu_WritesAgainWithoutIt()
    {
        using var machine = new CdiMachine();
        using var stop = new CancellationTokenSource();
        var output = new StepWriter(() => machine.Join(0), stop.Cancel);
        var request = machine.Request with { Kinds = [GpuKind.Own] };
        Assert.Equal(0, await new CdiWatch(request, new Screen(output, TextWriter.Null, IsTerminal: false)).RunAsync(stop.Token));
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([5, 3], lines.Select(line => line.Split(", ").Length));
    }

    [RootFact]
    public async Task RunAsync_DriverGone_SaysSoOnceAndGoesOn()
    {
        using var machine = new CdiMachine("t4:1");
        using var stop = new CancellationTokenSource();
        var errors = new StepWriter();
        using var output = new StringWriter();
        var request = machine.Request with { Settings = machine.Settings with { DriverRoot = machine["no/driver"] } };
        var watch = new CdiWatch(request, new Screen(output, errors, IsTerminal: false)).RunAsync(stop.Token);
        // One period and a bit: it has tried twice.
        await Task.Delay(TimeSpan.FromSeconds(3));
        await stop.CancelAsync();
        Assert.Equal(0, await watch);
        Assert.Equal(("", 1), (output.ToString(), errors.ToString().Count(letter => letter == '\n')));
    }

    [RootFact]
    public async Task RunAsync_NvidiasSpec_IsSaidOnce()
    {
        using var machine = new CdiMachine();
        machine.Write("etc/nvidia.json", """{"kind":"nvidia.com/gpu"}""");
        using var stop = new CancellationTokenSource();
        using var errors = new StringWriter();
        var output = new StepWriter(() => machine.Book("mem=1Gi"), stop.Cancel);
        Assert.Equal(0, await new CdiWatch(machine.Request, new Screen(output, errors, IsTerminal: false)).RunAsync(stop.Token));
        Assert.Contains("--replace-nvidia", Assert.Single(errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(["etc/nvidia.json", "run/ten.ai-gpu.json"], machine.Specs);
    }
}
