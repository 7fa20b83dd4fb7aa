using System.Text.Json;
using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>Shares that add up to more than a GPU has, where the settings allow it.</summary>
public sealed class OversubscriptionTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    private const string Allowed = "\"oversubscription\": {\"corePercent\": 150, \"memoryPercent\": 130}";
    private const long Limit = 84 * QuotaMachine.GiB;
    private const long Granule = 64 * QuotaMachine.MiB;
    private const long OwnNeed = 600 * QuotaMachine.MiB;
    private static readonly string[] Both = ["core", "memory"];

    [Fact]
    public void Memory_OfTwoThatDoNotFitTogether_IsEachOnesUpToItsLimit()
    {
        using var one = Keep("one");
        using var two = Keep("two");
        AssertFull(one);
        AssertFull(two);
        Assert.InRange(machine.DriverUsed(0), Limit, 140 * QuotaMachine.GiB);

        UseAll(one, "one", round: 1);
        UseAll(two, "two", round: 1);
        UseAll(one, "one", round: 2);

        Assert.All(["one", "two"], name => Assert.Equal("ok", machine.Status(name)!.Value.GetProperty("state").GetString()));
        Assert.All(["one", "two"], name => Assert.InRange(Accounted(name), Limit - Granule + 1, Limit));
        Assert.All(["one", "two"], name => Assert.Empty(machine.Events(name)));
    }

    [Fact]
    public void Booking_WithinAndBeyondTheBounds_SaysSo()
    {
        using var one = Start("mem=84Gi,core=60,device=1", "echo up; sleep 60", "first");
        using var two = Start("mem=84Gi,core=60,device=1", "echo up; sleep 60", "second");
        one.WaitForOutput("up");
        two.WaitForOutput("up");
        Assert.Contains("is oversubscribed: while all want their compute", one.Output, StringComparison.Ordinal);

        foreach (var (gpus, why) in new[] { ("mem=20Gi,device=1", "no GPU has 20 GiB free"), ("mem=1Gi,core=31,device=1", "the most is 30 % on GPU 1") })
        {
            var refused = With(() => machine.Machine.Run(gpus, "true"));
            Assert.Equal(125, refused.ExitCode);
            Assert.Contains(why, refused.Error, StringComparison.Ordinal);
            Assert.Contains("GPU 1 is held by first (share), second (share)", refused.Error, StringComparison.Ordinal);
        }

        var told = JsonDocument.Parse(machine.Machine.Coaster("ps", "-o", "json").MustSucceed().Output).RootElement.GetProperty("containers");
        Assert.All(told.EnumerateArray(), container => Assert.Equal(Both, container.GetProperty("oversubscribed").EnumerateArray().Select(part => part.GetString())));
        Assert.Contains("core,memory", machine.Machine.Coaster("ps").MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Booking_UnderDefaultSettings_IsRefused()
    {
        using var first = machine.Machine.Start("mem=84Gi,core=60,device=2", "echo up; sleep 60");
        first.WaitForOutput("up");

        Assert.Equal(125, machine.Machine.Run("mem=84Gi,device=2", "true").ExitCode);
        Assert.Equal(125, machine.Machine.Run("mem=1Gi,core=41,device=2", "true").ExitCode);
        Assert.DoesNotContain("oversubscribed", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("OVERSUBSCRIBED", machine.Machine.Coaster("ps").MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_OfThreeThatWantTheirHalf_IsAThirdEachAndAllForOneAlone()
    {
        using var one = Spin();
        using (var two = Spin())
        using (var three = Spin())
            ComputeTests.AssertShares([(one, Third), (two, Third), (three, Third)]);

        ComputeTests.AssertShares([(one, 100)]);
    }

    private const double Third = 100.0 / 3;

    private SpinningContainer Spin() => With(() => new SpinningContainer(machine, "mem=4Gi,core=50,device=3", "plain"));

    private RunningContainer Start(string gpus, string script, string name, params string[] options) =>
        With(() =>
        {
            var container = machine.Machine.Start(gpus, script, ["--name", name, .. options]);
            container.WaitForOutput("oversubscribed");
            return container;
        });

    private RunningContainer Keep(string name)
    {
        var container = Start(
            "mem=84Gi,device=0",
            $"quota-probe keep --granule {Granule / QuotaMachine.MiB} --gate /tmp/go",
            name,
            "-v",
            $"{machine.Machine.Folder(name)}:/tmp");
        container.WaitForOutput("holding");
        return container;
    }

    /// <summary>All of its memory comes back to the GPU with a kernel, and has what was written into it.</summary>
    private void UseAll(RunningContainer container, string name, int round)
    {
        File.WriteAllText(Path.Combine(machine.Machine.Folder(name), $"go{round}"), "");
        container.WaitForOutput($"round {round}\n");
        var facts = Facts.Of(container.Output);
        Assert.Equal(Enumerable.Repeat(facts["pieces"], round), facts.All("intact"));
        Assert.InRange(machine.DriverUsed(0), Limit, 140 * QuotaMachine.GiB);
    }

    private static void AssertFull(RunningContainer container)
    {
        var facts = Facts.Of(container.Output);
        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", facts["result"]);
        Assert.Equal(Limit, facts.Number("total"));
        Assert.InRange(facts.Number("got"), Limit - OwnNeed - Granule, Limit);
        Assert.InRange(facts.Number("free"), 0, Granule - 1);
    }

    private long Accounted(string name) => machine.Status(name)!.Value.GetProperty("gpus")[0].GetProperty("accountedBytes").GetInt64();

    private T With<T>(Func<T> start)
    {
        T? started = default;
        machine.Machine.With(Allowed, () => started = start());
        return started!;
    }
}
