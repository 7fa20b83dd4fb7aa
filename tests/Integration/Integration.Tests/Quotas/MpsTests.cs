using System.Globalization;
using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>Shares that the driver's MPS holds: each GPU has a daemon of its own for as long as a container needs it. Each test has a GPU of its own.</summary>
public sealed class MpsTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    private const long Limit = 4 * QuotaMachine.GiB;
    private const long Step = 2 * QuotaMachine.MiB;

    // The server has a context of its own.
    private const long Server = 30 * QuotaMachine.MiB;
    private const string Elsewhere = "CUDA_MPS_PIPE_DIRECTORY=/nonexistent ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Offer_IsListedWithTheGpu() => Assert.Contains("mps", machine.Machine.Coaster("gpus", "-o", "wide").MustSucceed().Output, StringComparison.Ordinal);

    [Fact]
    public void Share_Filled_StopsAtItsLimitAndLeavesNothing()
    {
        using (var container = machine.Machine.Start("mem=4Gi,core=25,tier=mps,device=0", "quota-probe fill alloc --hold 600", "--name", "full"))
        {
            container.WaitForOutput("holding");
            Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", Facts.Of(container.Output)["result"]);
            Assert.InRange(machine.DriverUsed(0) - Server, Limit - Step + 1, Limit);
            Assert.Equal(3, ComputeMode(0));
        }

        AssertGone(0);
    }

    /// <summary>No library of ours is in it: the driver itself refuses what is beyond the limit of the daemon.</summary>
    [Fact]
    public void StaticProgram_Filled_IsHeldByTheDriver()
    {
        using var container = machine.Machine.Start(
            "mem=4Gi,core=25,tier=mps,device=1", "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT=0=100G quota-probe-static fill alloc --hold 600", "--name", "static-client");
        container.WaitForOutput("holding");
        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", Facts.Of(container.Output)["result"]);
        Assert.InRange(machine.DriverUsed(1) - Server, 0, Limit);
    }

    [Theory]
    [InlineData("quota-probe")]
    [InlineData("quota-probe-static")]
    [InlineData("quota-probe-elf")]
    public void Program_ThatGoesRoundMps_GetsNoContext(string program)
    {
        var facts = machine.Probe("mem=4Gi,core=25,tier=mps,device=2", $"{Elsewhere}{program} fill alloc; true");
        Assert.Contains("CUDA_ERROR_DEVICE_UNAVAILABLE", facts.Text, StringComparison.Ordinal);
        Assert.Empty(facts.All("got"));
    }

    [Fact]
    public void Program_WithoutItsEnvironment_IsAClientAllTheSame()
    {
        var facts = machine.Probe("mem=4Gi,core=25,tier=mps,device=2", "env -i /usr/bin/quota-probe fill alloc");
        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", facts["result"]);
    }

    [Fact]
    public void Pipes_InTheContainer_CannotBeChanged()
    {
        var facts = machine.Probe("mem=1Gi,core=10,tier=mps,device=2", "rm /tmp/nvidia-mps/control; touch /tmp/nvidia-mps/x; ls /tmp/nvidia-mps | grep -c control; true");
        Assert.Contains("Read-only file system", facts.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_OfAQuarterEach_RunSideBySide()
    {
        using var one = new SpinningContainer(machine, "mem=4Gi,core=25,tier=mps,device=3", "plain");
        using var two = new SpinningContainer(machine, "mem=4Gi,core=25,tier=mps,device=3", "plain");

        ComputeTests.AssertShares([(one, 25), (two, 25)]);
    }

    [Fact]
    public void Daemon_Killed_NewContextsFailClosedAndTheNextDaemonTakesThem()
    {
        using var container = machine.Machine.Start(
            "mem=4Gi,core=25,tier=mps,device=4", "while sleep 0.1; do quota-probe start; done", "--name", "daemonless");
        container.WaitForOutput("started=1");
        var daemon = DaemonPid(4);

        ProgramRun.Run("kill", ["-9", daemon]);

        Assert.True(SpinWait.SpinUntil(() => machine.Events("daemonless").Any(happened => happened.GetProperty("kind").GetString() == "mpsRestarted"), Patience));
        Assert.NotEqual(daemon, DaemonPid(4));
        var before = Starts(container);
        Assert.True(SpinWait.SpinUntil(() => Starts(container) > before + 1, Patience), "no context after the restart");
        Assert.Equal(3, ComputeMode(4));
    }

    [Fact]
    public void Agent_Killed_TheNextGoesOnWithTheDaemonAndPutsBack()
    {
        using (var container = machine.Machine.Start("mem=4Gi,core=25,tier=mps,device=5", "quota-probe churn", "--name", "adopted"))
        {
            container.WaitForOutput("churning");
            var daemon = DaemonPid(5);
            machine.KillAgent();
            machine.Machine.Run("mem=1Gi,device=6", "true").MustSucceed();
            Assert.True(SpinWait.SpinUntil(() => machine.Status("adopted")?.GetProperty("state").GetString() == "ok", Patience));
            Assert.Equal(daemon, DaemonPid(5));
        }

        AssertGone(5);
    }

    [Fact]
    public void Agent_KilledAndTheContainerToo_TheNextPutsBack()
    {
        using (var container = machine.Machine.Start("mem=4Gi,core=25,tier=mps,device=5", "quota-probe churn", "--name", "left"))
        {
            container.WaitForOutput("churning");
            machine.KillAgent();
        }

        Assert.Equal(3, ComputeMode(5));
        machine.Machine.Run("mem=1Gi,device=6", "true").MustSucceed();
        AssertGone(5);
    }

    [Fact]
    public void Shares_ThatDoNotGoTogether_AreRefused()
    {
        using var container = machine.Machine.Start("mem=4Gi,core=25,tier=mps,device=7", "quota-probe churn", "--name", "first");
        container.WaitForOutput("churning");

        AssertRefused("mem=2Gi,core=50,tier=mps,device=7", "its daemon has one limit for all");
        AssertRefused("mem=2Gi,device=7", "held by first");
        AssertRefused("mem=2Gi,device=7", "never both");
        Assert.Equal(0, machine.Machine.Run("mem=4Gi,core=25,tier=mps,device=7", "quota-probe start").ExitCode);
    }

    private void AssertRefused(string gpus, string why)
    {
        var run = machine.Machine.Run(gpus, "true");
        Assert.Equal(125, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    private static int Starts(RunningContainer container) => container.Output.Split("started=1").Length;

    private string DaemonPid(int gpu) =>
        File.ReadAllText(Path.Combine(machine.Machine.StateDirectory, "mps", machine.Machine.Uuid(gpu), "pipe", "nvidia-cuda-mps-control.pid"));

    private int ComputeMode(int gpu)
    {
        var state = Path.Combine(Path.GetDirectoryName(machine.Machine.DriverRoot)!, "state");
        var shown = Shell.Run(Path.Combine(SimulatedDriver.Home, "bin/coaster-simctl"), "show", state);
        return int.Parse(
            shown.Split('\n').Where(line => line.StartsWith("compute_mode=", StringComparison.Ordinal)).ElementAt(gpu)["compute_mode=".Length..], CultureInfo.InvariantCulture);
    }

    private void AssertGone(int gpu)
    {
        Assert.True(SpinWait.SpinUntil(() => ComputeMode(gpu) == 0, Patience), "the compute mode is not put back");
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists(Path.Combine(machine.Machine.StateDirectory, "mps", machine.Machine.Uuid(gpu))), Patience));
        Assert.Equal(0, machine.DriverUsed(gpu));
    }
}
