using System.Globalization;
using System.Text.Json;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>
/// Programs that get past the library that holds a share. What they take is seen by the driver, so the agent sees it: the container is warned
/// and, by policy, ended or frozen within two seconds of that.
/// </summary>
public sealed class EscapeTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // The loader reads the list of preloaded libraries from a path that is in its own bytes.
    private const string OtherLoader =
        "sed 's,/etc/ld.so.preload,/etc/no.so.preload,' /lib64/ld-linux-x86-64.so.2 > /tmp/loader; chmod +x /tmp/loader; exec /tmp/loader /usr/bin/quota-probe";

    [Theory]
    [InlineData("static", "quota-probe-static")]
    [InlineData("deep-binding", "quota-probe-deepbind")]
    [InlineData("own-symbols", "quota-probe-elf")]
    [InlineData("own-loader", OtherLoader)]
    [InlineData("own-limits", "quota-probe-remapped")]
    [InlineData("namespace", "quota-tamper namespace quota-probe")]
    [InlineData("forged-counters", "quota-tamper forge quota-probe")]
    [InlineData("private-table", "quota-probe", "export-table")]
    public void Program_ThatWentRound_IsWarnedAndEnded(string name, string program, string path = "alloc")
    {
        var run = machine.Machine.Run("mem=2Gi,device=0", $"{program} fill {path} --granule 64 --hold 60", "--name", name);

        Assert.Equal(137, run.ExitCode);
        var (warned, ended) = (Time(name, "overLimitWarning"), Time(name, "overLimitKilled"));
        Assert.InRange(ended - warned, TimeSpan.Zero, Patience);
        Assert.Equal(name == "private-table", Happened(name, "privateTables"));
        Assert.Contains("overLimitKilled", machine.Machine.Coaster("events", "--container", name, "--since", "1h").MustSucceed().Output);
        Assert.True(SpinWait.SpinUntil(() => machine.DriverUsed(0) == 0, TimeSpan.FromSeconds(30)), "its memory is still taken");
    }

    [Fact]
    public void Policy_Freeze_FreezesInsteadOfEnding()
    {
        machine.KillAgent();
        machine.Machine.With("""
            "enforcement": {"overLimit": "freeze"}
            """, () =>
        {
            using var container = machine.Machine.Start("mem=2Gi,device=2", "quota-probe-elf fill alloc --granule 64 --hold 60", "--name", "cold");
            Assert.InRange(Time("cold", "overLimitFrozen") - Time("cold", "overLimitWarning"), TimeSpan.Zero, Patience);
            Assert.True(SpinWait.SpinUntil(() => machine.Status("cold")?.GetProperty("state").GetString() == "frozen", TimeSpan.FromSeconds(30)));
        });
        machine.KillAgent();
    }

    private bool Happened(string container, string kind) => machine.Events(container).Any(happened => Kind(happened) == kind);

    // The container's end is seen before the line about it is written.
    private DateTimeOffset Time(string container, string kind)
    {
        Assert.True(
            SpinWait.SpinUntil(() => Happened(container, kind), TimeSpan.FromSeconds(30)),
            $"{container} has no event {kind}: {string.Join(' ', machine.Events(container).Select(Kind))}");
        return DateTimeOffset.Parse(
            machine.Events(container).First(happened => Kind(happened) == kind).GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
    }

    private static string Kind(JsonElement happened) => happened.GetProperty("kind").GetString()!;
}
