namespace Coaster.Integration.Tests.Quotas;

/// <summary>Many processes that begin at once. On a GPU of 180 GiB, so that all their contexts fit even if every one is there at the same moment.</summary>
public sealed class StartTests
{
    private const int Processes = 300;

    [Fact]
    public void Start_ThreeHundredAtOnce_AllSucceed()
    {
        using var machine = new QuotaMachine("b200:1");

        var facts = machine.Probe("mem=165Gi,core=100", $"quota-probe-dlopen start --processes {Processes}");

        Assert.Equal(Processes, facts.Number("started"));
        Assert.Equal(0, machine.DriverUsed(0));
    }
}
