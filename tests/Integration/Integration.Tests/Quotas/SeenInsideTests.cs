namespace Coaster.Integration.Tests.Quotas;

/// <summary>What the programs in a container are told: their share is all that there is.</summary>
public sealed class SeenInsideTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    private const long Share = 4 * QuotaMachine.GiB;

    [Theory]
    [InlineData("quota-probe")]
    [InlineData("quota-probe-dlopen")]
    [InlineData("quota-probe-asked")]
    public void Info_OfAShare_IsTheShare(string program)
    {
        using var neighbour = machine.Machine.Start("mem=8Gi,device=0", "quota-probe fill alloc --hold 60");
        neighbour.WaitForOutput("holding");

        var facts = machine.Probe("mem=4Gi,device=0", $"{program} info");

        Assert.Equal(1, facts.Number("devices"));
        foreach (var total in (string[])["device_0_total", "total", "nvml_total", "nvml_total_v2"])
            Assert.Equal(Share, facts.Number(total));
        Assert.Equal(Share, facts.Number("nvml_free") + facts.Number("nvml_used"));
        Assert.Equal(facts.Number("free"), facts.Number("nvml_free"));
        // Its own context, and nothing of the neighbour's.
        Assert.InRange(facts.Number("nvml_used"), 1, QuotaMachine.GiB);
    }

    [Fact]
    public void ProcessList_OfAShare_HasItsOwnProcessesByTheirOwnNumbers()
    {
        using var neighbour = machine.Machine.Start("mem=8Gi,device=1", "quota-probe fill alloc --granule 64 --hold 60");
        neighbour.WaitForOutput("holding");

        var facts = machine.Probe("mem=4Gi,device=1", "quota-probe churn > /tmp/other & echo other=$!; until grep -q churning /tmp/other; do sleep 0.1; done; quota-probe info | grep nvml_process=; kill $!");

        Assert.Contains(facts["other"], facts.All("nvml_process").Select(line => line.Split(',')[0]));
        Assert.All(facts.All("nvml_process"), line => Assert.InRange(int.Parse(line.Split(',')[0]), 1, 1000));
    }

    [Fact]
    public void NvidiaSmi_OfAShare_ShowsTheShare()
    {
        var shown = machine.Machine.Run("mem=4Gi,device=2", "nvidia-smi").MustSucceed();

        Assert.Matches("/ +4096MiB", shown.Output);
    }

    [Fact]
    public void WholeGpu_HasNoShim()
    {
        var facts = machine.Probe("device=3", "quota-probe info; ls /run/coaster-quota /etc/ld.so.preload 2>&1");

        Assert.True(facts.Number("total") > 100 * QuotaMachine.GiB);
        Assert.Equal(2, facts.Text.Split("No such file").Length - 1);
    }
}
