using Coaster.Cli.Gpus;
using Coaster.Cli.Output;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Gpus;

public sealed class GpusProgramTests
{
    [Fact]
    public async Task RunAsync_NoDriver_IsOneLineAndStatusOne()
    {
        using var folder = new TempFolder();
        var (status, output, error) = await RunAsync(folder.Path, OutputFormat.Table);
        Assert.Equal((1, ""), (status, output));
        Assert.Equal($"coaster: cannot read the GPUs: there is no libnvidia-ml.so.1 below {folder.Path}. {NoDriver.Mend}.\n", error);
    }

    [Fact]
    public async Task RunAsync_SimulatedDriver_PrintsALineForEachGpu()
    {
        using var driver = new SimulatedDriver("h200:1,t4:1");
        var (status, output, error) = await RunAsync(driver.Root, OutputFormat.Table);
        Assert.Equal((0, ""), (status, error));
        Assert.Equal(3, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("NVIDIA H200", output);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public async Task RunAsync_Wide_NamesTheProcesses()
    {
        using var driver = new SimulatedDriver("h200:2", mig: false);
        using var work = new Workload(driver, gpu: 0, mib: 1024);
        var (_, output, _) = await RunAsync(driver.Root, OutputFormat.Wide);
        Assert.Matches($@"0 +{work.Pid} +gpu-workload +C +\d+MiB", output);
        Assert.Contains("NV18", output);
    }

    [Fact]
    public async Task RunAsync_WatchPiped_PrintsBlocksUntilItIsCancelled()
    {
        using var driver = new SimulatedDriver("t4:1");
        using var stop = new CancellationTokenSource();
        var output = new StoppingWriter(2, stop);
        Assert.Equal(0, await GpusProgram.RunAsync(
            new GpusRequest(HostSettings.Default with { DriverRoot = driver.Root }, OutputFormat.Table, Watch: true), new Screen(output, TextWriter.Null, IsTerminal: false), TimeProvider.System, stop.Token));
        var blocks = output.ToString().Split("\n\n");
        Assert.Equal(2, blocks.Length);
        Assert.All(blocks, block => Assert.StartsWith("GPU ", block));
    }

    [Fact]
    public async Task RunAsync_WatchOnATerminal_DrawsInPlace()
    {
        using var driver = new SimulatedDriver("t4:1");
        using var stop = new CancellationTokenSource();
        var output = new StoppingWriter(2, stop);
        Assert.Equal(0, await GpusProgram.RunAsync(
            new GpusRequest(HostSettings.Default with { DriverRoot = driver.Root }, OutputFormat.Table, Watch: true), new Screen(output, TextWriter.Null, IsTerminal: true), TimeProvider.System, stop.Token));
        Assert.StartsWith(Ansi.Home + Ansi.ClearBelow, output.ToString());
        Assert.EndsWith(Ansi.ClearLine + "\n" + Ansi.ClearBelow, output.ToString());
    }

    private static async Task<(int Status, string Output, string Error)> RunAsync(string root, string format)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = await GpusProgram.RunAsync(
            new GpusRequest(HostSettings.Default with { DriverRoot = root }, format, Watch: false), new Screen(output, error, IsTerminal: false), TimeProvider.System, CancellationToken.None);
        return (status, output.ToString(), error.ToString());
    }
}
