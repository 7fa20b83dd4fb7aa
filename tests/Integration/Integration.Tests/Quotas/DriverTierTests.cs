using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>
/// Containers that the driver itself holds to their memory: the programs that get past the library are refused at the limit, and nobody has to end them. The
/// containers are in cgroups of their own in the unified hierarchy, beside version 1's controllers where the machine has both.
/// </summary>
public sealed class DriverTierTests(DriverTierMachine machine) : IClassFixture<DriverTierMachine>
{
    private const long Limit = 2 * QuotaMachine.GiB;
    private const long Step = 64 * QuotaMachine.MiB;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private QuotaMachine Quotas => machine.Quotas;

    [Theory]
    [InlineData("held", "quota-probe")]
    [InlineData("static", "quota-probe-static")]
    [InlineData("deep-binding", "quota-probe-deepbind")]
    [InlineData("own-symbols", "quota-probe-elf")]
    [InlineData("private-table", "quota-probe", "export-table")]
    public void Program_ByAnyWay_IsRefusedByTheDriver(string name, string program, string path = "alloc")
    {
        using (var container = Start(name, $"{program} fill {path} --granule 64 --hold 60"))
        {
            container.WaitForOutput("holding");
            Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", Facts.Of(container.Output)["result"]);
            Assert.InRange(Quotas.DriverUsed(0), Limit - Step + 1, Limit);
        }

        Assert.DoesNotContain(Quotas.Events(name), happened => happened.GetProperty("kind").GetString()!.StartsWith("overLimit", StringComparison.Ordinal));
        WaitUntilEmpty();
    }

    [Fact]
    public void Programs_SeveralRoundTheLibrary_AreCountedTogether()
    {
        using (var container = Start("several", "for p in static elf elf; do quota-probe-$p fill alloc --granule 64 --gate /tmp/gate --hold 60 & done; wait"))
        {
            Assert.True(SpinWait.SpinUntil(() => container.Output.Split('\n').Count(line => line == "ready") == 3, Patience), container.Output);
            File.WriteAllText(Path.Combine(Quotas.Machine.Folder("signals"), "gate"), "");
            Assert.True(SpinWait.SpinUntil(() => Facts.Of(container.Output).All("result").Count == 3, Patience), container.Output);
            Assert.Equal(Enumerable.Repeat("CUDA_ERROR_OUT_OF_MEMORY", 3), Facts.Of(container.Output).All("result"));
            Assert.InRange(Quotas.DriverUsed(0), Limit - Step + 1, Limit);
        }

        WaitUntilEmpty();
    }

    [Fact]
    public void Program_InAContainer_SeesItsLimitAsTheWholeGpu() =>
        Assert.Equal(Limit, Quotas.Probe("mem=2Gi,tier=driver,device=0", "quota-probe-elf info").Number("total"));

    [Fact]
    public void End_OfTheContainer_ClearsItsLimit()
    {
        Quotas.Machine.Run("mem=2Gi,tier=driver,device=0", "true", "--name", "again").MustSucceed();
        machine.WaitUntilCleared();

        var facts = Facts.Of(Quotas.Machine.Run("mem=6Gi,device=0", "quota-probe fill alloc --granule 64", "--name", "again"));

        Assert.InRange(facts.Number("got"), 4 * QuotaMachine.GiB, 6 * QuotaMachine.GiB);
    }

    [Fact]
    public void Agent_Killed_TheNextClearsWhatItSet()
    {
        using (var container = Start("adopted", "until [ -e /tmp/go ]; do sleep 0.1; done; quota-probe-static fill alloc --granule 64 --hold 60"))
        {
            Assert.True(SpinWait.SpinUntil(() => Directory.Exists(machine.Records) && Directory.GetFiles(machine.Records).Length == 1, Patience));
            Quotas.KillAgent();
            File.WriteAllText(Path.Combine(Quotas.Machine.Folder("signals"), "go"), "");
            container.WaitForOutput("holding");
            Assert.InRange(Quotas.DriverUsed(0), Limit - Step + 1, Limit);
            StartAgent();
            Assert.Single(Directory.GetFiles(machine.Records));
        }

        machine.WaitUntilCleared();
    }

    [Fact]
    public void Agent_NotThereAtTheEnd_TheNextClearsWhatIsLeft()
    {
        using (var container = Start("orphan", "echo ready; sleep 60"))
        {
            container.WaitForOutput("ready");
            Quotas.KillAgent();
        }

        Assert.NotEmpty(Directory.GetFiles(machine.Records));
        StartAgent();
        machine.WaitUntilCleared();
    }

    [Fact]
    public void Start_DriverWithoutTheFunction_IsRefused()
    {
        using var older = new TestMachine(mig: false, agentStandsIn: false, "h200:1");
        AssertRefused(older);
    }

    [Fact]
    public void Start_MachineWithTheFirstVersionOfCgroupsOnly_IsRefused()
    {
        using var older = new TestMachine(mig: false, agentStandsIn: false, "h200:1", Testing.SimulatedDriver.LimitsMemory);
        string[] without = ["-m", "sh", "-c", "mount -t tmpfs none /sys/fs/cgroup && exec \"$0\" \"$@\"", BuiltPrograms.Agent];
        using var agent = older.StartProgram("unshare", without, []);
        Assert.True(SpinWait.SpinUntil(() => AgentSocket.Ask(Path.Combine(older.StateDirectory, "agent.sock"), """{"verb":"ping"}""") is not null, Patience));
        AssertRefused(older);
    }

    private static void AssertRefused(TestMachine older)
    {
        var run = older.Run("mem=2Gi,tier=driver", "true", "--name", "strict");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("coaster: cannot start strict: the tier driver is demanded, and this machine does not offer it", run.Error);
        Assert.Empty(Bookings.Names(older));
    }

    private RunningContainer Start(string name, string script) =>
        Quotas.Machine.Start("mem=2Gi,tier=driver,device=0", script, "--name", name, "-v", $"{Quotas.Machine.Folder("signals")}:/tmp");

    private void StartAgent() => Quotas.Machine.Run("mem=1Gi,device=1", "true").MustSucceed();

    private void WaitUntilEmpty() => Assert.True(SpinWait.SpinUntil(() => Quotas.DriverUsed(0) == 0, Patience), "its memory is still taken");
}
