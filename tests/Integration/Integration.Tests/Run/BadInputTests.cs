using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Run;

/// <summary>Every mistake ends in exit 125 and one line that says what, why and what to do; and nothing stays booked.</summary>
public sealed class BadInputTests(TestMachine machine) : IClassFixture<TestMachine>
{
    [Theory]
    [InlineData("device=99", "there is no device 99")]
    [InlineData("device=GPU-00000000-0000-0000-0000-000000000000", "there is no device GPU-00000000")]
    [InlineData("mem=4", "cannot read --gpus")]
    [InlineData("mem=4Gi,core=0", "cannot read --gpus")]
    [InlineData("core=30", "cannot read --gpus")]
    [InlineData("block=101", "cannot read --gpus")]
    [InlineData("mem=4Gi,mem=5Gi", "cannot read --gpus")]
    [InlineData("colour=red", "cannot read --gpus")]
    [InlineData("", "cannot read --gpus")]
    [InlineData("mem=200Gi", "cannot book a GPU")]
    [InlineData("9", "cannot book a GPU")]
    [InlineData("model=T4,mem=1Gi", "cannot book a GPU")]
    public void Gpus_CannotBeServed_IsRefused(string spec, string words) => AssertRefused(machine.Run(spec, "true"), words);

    [Fact]
    public void Machine_Full_NamesTheHolders()
    {
        using var container = machine.Start("all", "echo ready; sleep 60", "--name", "greedy");
        container.WaitForOutput("ready");

        AssertOneLine(machine.Run("mem=1Gi", "true"), "greedy");
    }

    [Fact]
    public void Rootfs_Missing_IsRefused() =>
        AssertRefused(machine.Coaster("run", "--gpus", "1", "--rootfs", "/no/such/folder", "--", "true"), "there is no folder /no/such/folder");

    [Fact]
    public void Rootfs_NorEngine_IsRefused() => AssertRefused(machine.Coaster("run", "--gpus", "1", "--", "true"), "--rootfs");

    [Fact]
    public void Command_Missing_IsRefused() =>
        AssertRefused(machine.Coaster("run", "--gpus", "1", "--rootfs", machine.Root.Path), "no command is given");

    [Fact]
    public void Command_NotInTheRoot_Exits127()
    {
        var run = machine.Coaster("run", "--gpus", "1", "--rootfs", machine.Root.Path, "--", "no-such-program");

        Assert.Equal(127, run.ExitCode);
        Assert.Contains("'no-such-program' is not in its root folder", run.Error);
        Bookings.AssertNothingLeft(machine);
    }

    [Theory]
    [InlineData("/no/such:/x", "/no/such is not there")]
    [InlineData("/tmp", "is not SRC:DST")]
    [InlineData("/tmp:x", "no plain absolute path")]
    [InlineData("/tmp:/x:rx", "is not SRC:DST")]
    public void Volume_Wrong_IsRefused(string volume, string words) => AssertRefused(machine.Run("1", "true", "-v", volume), words);

    [Fact]
    public void Network_Unknown_IsRefused() => AssertRefused(machine.Run("1", "true", "--network", "bridge"), "bridge");

    [Fact]
    public void Option_Unknown_IsRefused() => AssertRefused(machine.Coaster("run", "--gpu", "1", "--", "true"), "See coaster run --help");

    [Fact]
    public void Runtime_Missing_IsRefused()
    {
        File.WriteAllText(machine.Settings + ".none", $$"""{"stateDirectory": "{{machine.StateDirectory}}", "runtimes": ["no-such-runtime"]}""");

        var run = ProgramRun.Run(BuiltPrograms.Coaster, ["run", "--gpus", "1", "--rootfs", machine.Root.Path, "--", "true"],
            ("COASTER_DRIVER_ROOT", machine.DriverRoot), ("COASTER_CONFIG", machine.Settings + ".none"));

        AssertRefused(run, "none of no-such-runtime is installed");
    }

    [Fact]
    public void DriverRoot_WithoutDriver_IsRefused() => AssertRefused(
        ProgramRun.Run(BuiltPrograms.Coaster, ["run", "--gpus", "1", "--rootfs", machine.Root.Path, "--", "true"],
            ("COASTER_DRIVER_ROOT", machine.Folder("empty")), ("COASTER_CONFIG", machine.Settings)),
        "no GPU to book");

    [Fact]
    public void User_NotRoot_IsRefused() => AssertRefused(
        ProgramRun.Run("setpriv", ["--reuid", "65534", "--clear-groups", BuiltPrograms.Coaster, "run", "--gpus", "1", "--rootfs", "/", "--", "true"],
            ("COASTER_DRIVER_ROOT", machine.DriverRoot), ("COASTER_CONFIG", machine.Settings)),
        "root");

    private void AssertRefused(ProgramRun run, string words)
    {
        AssertOneLine(run, words);
        Bookings.AssertNothingLeft(machine);
    }

    private static void AssertOneLine(ProgramRun run, string words)
    {
        Assert.Equal(125, run.ExitCode);
        Assert.Matches(@"^coaster: [^\n]+: [^\n]+\. [^\n]+\.\n$", run.Error);
        Assert.Contains(words, run.Error);
    }
}
