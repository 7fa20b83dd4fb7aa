namespace Coaster.Integration.Tests.Quotas;

/// <summary>Processes that die in the middle of taking and giving back memory.</summary>
public sealed class KillTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    private static readonly int Cycles = Environment.GetEnvironmentVariable("COASTER_SOAK") is { Length: > 0 } ? 1000 : 50;

    [Fact]
    public void Kill_InTheMiddleManyTimes_LeavesExactlyNothing()
    {
        var facts = machine.Probe("mem=4Gi,device=0", $"""
            quota-probe info | grep ^free= | sed 's/free/before/'
            i=0
            while [ $i -lt {Cycles} ]; do
                quota-probe churn > /tmp/a & a=$!
                quota-probe-dlopen churn > /tmp/b & b=$!
                until [ -s /tmp/a ] && [ -s /tmp/b ]; do sleep 0.01; done
                kill -9 $a $b
                wait $a $b 2>/dev/null
                rm /tmp/a /tmp/b
                i=$((i + 1))
            done
            quota-probe info | grep -E '^(free|nvml_used)='
            """);

        Assert.Equal(facts.Number("before"), facts.Number("free"));
        Assert.Equal(4 * QuotaMachine.GiB, facts.Number("free") + facts.Number("nvml_used"));
        Assert.Equal(0, machine.DriverUsed(0));
    }

    [Fact]
    public void Kill_OfTheWholeContainer_LeavesTheGpuEmpty()
    {
        for (var cycle = 0; cycle < 3; cycle++)
        {
            using var container = machine.Machine.Start("mem=4Gi,device=1", "quota-probe churn & quota-probe-asked churn & wait");
            container.WaitForOutput("churning");
            container.Kill();
            Assert.True(SpinWait.SpinUntil(() => machine.DriverUsed(1) == 0, TimeSpan.FromSeconds(30)), "memory is held by nobody");
        }
    }
}
