using Coaster.Cli.Run;
using Coaster.GpuModel;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Run;

public sealed class ContainerProcessTests : IDisposable
{
    private readonly TempFolder _root = new TempFolder().Write("usr/bin/sh", "").Write("opt/app/run", "").Link("bin", "usr/bin").Link("sbin", "/nowhere");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("sh", null, true)]
    [InlineData("/usr/bin/sh", null, true)]
    [InlineData("/bin/sh", null, true)]
    [InlineData("/opt/../bin/sh", null, true)]
    [InlineData("./run", "/opt/app", true)]
    [InlineData("app/run", "/opt", true)]
    [InlineData("run", "/opt/app", false)]
    [InlineData("bash", null, false)]
    [InlineData("/usr/bin/env", null, false)]
    [InlineData("/../../../../../../usr/bin/env", null, false)]
    [InlineData("nvidia-smi", null, true)]
    [InlineData("/data/tool", null, true)]
    [InlineData("/database/tool", null, false)]
    public void CanBeFound_Program_IsLookedForWhereTheContainerWill(string program, string? folder, bool expected) =>
        Assert.Equal(expected, Options.Process(program, folder).CanBeFound(_root.Path, [new Volume("/s", "/data", false)]));

    [Fact]
    public void CanBeFound_OwnPath_IsUsed()
    {
        Assert.True(Options.Process("run", null, "PATH=/nowhere:/opt/app").CanBeFound(_root.Path, []));
        Assert.True(Options.Process("run", "/opt", "PATH=app").CanBeFound(_root.Path, []));
        Assert.False(Options.Process("sh", null, "PATH=").CanBeFound(_root.Path, []));
    }

    [Fact]
    public void Constructor_Defaults_AreDockers()
    {
        var process = new ContainerProcess(Options.Plain with { Env = ["A=b", "HOME=/x"] }, "web");
        Assert.Equal(["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/x", "HOSTNAME=web", "A=b"], process.Env);
        Assert.Equal(("/", "web", "sh"), (process.WorkingDirectory, process.Hostname, process.Program));
    }

    [Fact]
    public void Constructor_Terminal_HasATermVariable() =>
        Assert.Contains(new ContainerProcess(Options.Plain with { Terminal = true }, "web").Env, variable => variable.StartsWith("TERM=", StringComparison.Ordinal));

    [Fact]
    public void Constructor_NoCommandOrOddFolder_IsRefused()
    {
        Assert.Throws<CoasterException>(() => new ContainerProcess(Options.Plain with { Words = [] }, "web"));
        Assert.Throws<CoasterException>(() => new ContainerProcess(Options.Plain with { WorkingDirectory = "x" }, "web"));
    }
}
