using System.Text.Json;
using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Runtime;

/// <summary>coaster-runtime in the place of runc.</summary>
public sealed class OciRuntimeTests(TestMachine machine) : IClassFixture<TestMachine>
{
    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("list")]
    [InlineData("no-such-verb")]
    public void OtherVerbs_PassStraightThrough(string verb)
    {
        var real = ProgramRun.Run("runc", [verb]);

        var ours = ProgramRun.Run(BuiltPrograms.Runtime, [verb], machine.Variables);

        Assert.Equal((real.ExitCode, real.Output), (ours.ExitCode, ours.Output));
    }

    [Fact]
    public void Lifecycle_CreateStartKillDelete_WorksAsRuncs()
    {
        var bundle = OciContainer.Bundle(machine, "life", "while :; do sleep 1; done");
        OciContainer.Book(machine, machine.DriverRoot, "life");

        // Detached, as containerd's shim does it: the streams outlive the call.
        Assert.Equal(0, Shell($"create --bundle {bundle} life").ExitCode);
        Assert.Equal("created", Status("life"));
        Assert.Equal(0, Shell("start life").ExitCode);
        Assert.Equal("running", Status("life"));
        Assert.Equal("nvidia0\n", ProgramRun.Run(BuiltPrograms.Runtime, ["exec", "life", "sh", "-c", "cd /dev; echo nvidia[0-9]"], machine.Variables).MustSucceed().Output);
        Assert.Equal(0, Shell("delete --force life").ExitCode);
        Assert.NotEqual(0, Shell("state life").ExitCode);
    }

    [Fact]
    public void Bundle_WithoutABooking_IsNotTouched()
    {
        var bundle = OciContainer.Bundle(machine, "unbooked", "cd /dev; echo nvidia*");
        var before = File.ReadAllBytes(Path.Combine(bundle, "config.json"));

        var run = ProgramRun.Run(BuiltPrograms.Runtime, ["run", "--bundle", bundle, "unbooked"], machine.Variables).MustSucceed();

        Assert.Equal("nvidia*\n", run.Output);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(bundle, "config.json")));
    }

    [Fact]
    public void Bundle_MarkedAsBookedWithoutABooking_IsRefused()
    {
        var bundle = OciContainer.Bundle(machine, "stale", "true");
        var file = Path.Combine(bundle, "config.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"env\":[", "\"env\":[\"COASTER_BOOKED=1\",", StringComparison.Ordinal));

        var run = ProgramRun.Run(BuiltPrograms.Runtime, ["run", "--bundle", bundle, "stale"], machine.Variables);

        Assert.Equal(125, run.ExitCode);
        Assert.Contains("given back when it stopped", run.Error);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"root": {"path": 5}}""")]
    [InlineData("""{"root": {"path": "/"}, "linux": []}""")]
    [InlineData("""{"root": {"path": "/"}, "process": {"env": "x"}}""")]
    public void Config_Broken_IsRefusedAndUntouched(string config)
    {
        var bundle = machine.Folder("broken");
        var (file, log) = (Path.Combine(bundle, "config.json"), Path.Combine(bundle, "log.json"));
        File.WriteAllText(file, config);
        File.Delete(log);
        OciContainer.Book(machine, machine.DriverRoot, "broken");

        var run = ProgramRun.Run(BuiltPrograms.Runtime, ["--log", log, "--log-format", "json", "create", "--bundle", bundle, "broken"], machine.Variables);

        Assert.Equal(125, run.ExitCode);
        Assert.StartsWith($"coaster: cannot use {file}: ", Assert.Single(run.Error.Trim().Split('\n')));
        Assert.Equal(config, File.ReadAllText(file));
        Assert.Equal(["config.json", "log.json"], Directory.GetFiles(bundle).Select(Path.GetFileName).Order());
        Assert.StartsWith("coaster: cannot use", JsonDocument.Parse(File.ReadAllText(log)).RootElement.GetProperty("msg").GetString());
    }

    private string Status(string id) => JsonDocument.Parse(
        ProgramRun.Run(BuiltPrograms.Runtime, ["state", id], machine.Variables).MustSucceed().Output).RootElement.GetProperty("status").GetString()!;

    private ProgramRun Shell(string words) =>
        ProgramRun.Run("sh", ["-c", $"exec {BuiltPrograms.Runtime} {words} </dev/null >/dev/null 2>&1"], machine.Variables);
}
