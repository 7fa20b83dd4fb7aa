namespace Coaster.Integration.Tests.Quotas;

/// <summary>Limits hold while there is no agent, and the next one takes over what it finds.</summary>
public sealed class AgentDeathTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    [Fact]
    public void Agent_KilledInTheMiddle_LimitsKeepHoldingAndTheNextTakesOver()
    {
        const long Limit = 4 * QuotaMachine.GiB;
        var memory = machine.Watch(gpu: 0);
        using var container = machine.Machine.Start(
            "mem=4Gi,core=50!,device=0",
            "quota-probe churn & until [ -e /tmp/go ]; do sleep 0.1; done; kill $!; wait; quota-probe fill alloc --hold 60",
            "--name", "orphan", "-v", $"{machine.Machine.Folder("signals")}:/tmp");
        container.WaitForOutput("churning");

        machine.KillAgent();
        File.WriteAllText(Path.Combine(machine.Machine.Folder("signals"), "go"), "");
        container.WaitForOutput("holding");

        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", Facts.Of(container.Output)["result"]);
        Assert.InRange(machine.DriverUsed(0), Limit - (2 * QuotaMachine.MiB) + 1, Limit);
        machine.Machine.Run("mem=1Gi,device=1", "true").MustSucceed();
        Assert.NotNull(machine.AgentPid());
        Assert.True(SpinWait.SpinUntil(() => machine.Status("orphan")?.GetProperty("state").GetString() == "ok", TimeSpan.FromSeconds(30)));
        Assert.InRange(memory.Peak, 0, Limit);
    }

    [Fact]
    public void Agent_KilledUnderLoad_RatesKeepHolding()
    {
        using var small = new SpinningContainer(machine, "mem=4Gi,core=20!,device=2", "plain");
        using var large = new SpinningContainer(machine, "mem=4Gi,core=60!,device=2", "plain");
        ComputeTests.AssertShares([(small, 20), (large, 60)]);

        machine.KillAgent();

        ComputeTests.AssertShares([(small, 20), (large, 60)]);
    }
}
