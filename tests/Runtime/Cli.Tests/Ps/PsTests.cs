using System.Text.Json.Nodes;
using Coaster.Cli.Ps;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Quota.Agents;

namespace Coaster.Cli.Tests.Ps;

public sealed class PsTests
{
    [Theory]
    [InlineData("ps.txt", false)]
    [InlineData("ps-wide.txt", true)]
    public void Table_Entries_IsTheGoldenOne(string file, bool wide) => Assert.Equal(Golden(file), Table(Entries.Three, wide));

    [Fact]
    public void Json_Entries_IsTheGoldenOne() => Assert.Equal(Golden("ps.json"), PsJson.Of(Entries.Three, null));

    [Fact]
    public void Table_WithAnAgent_TellsWhatIsUsed() => Assert.Equal(Golden("ps-held.txt"), Table(Entries.Three, wide: false, Status));

    [Fact]
    public void Json_WithAnAgent_HasItsNumbers()
    {
        var web = JsonNode.Parse(PsJson.Of(Entries.Three, Status))!["containers"]![0]!;
        Assert.Equal("warned", web["state"]!.GetValue<string>());
        Assert.Equal("""{"usedBytes":3145728,"limitBytes":4294967296,"gotPpm":300000,"throttledNs":5,"outOfMemory":6}""", Numbers(web["gpus"]![0]!));

        static string Numbers(JsonNode gpu) => new JsonObject(
            gpu.AsObject().SkipWhile(field => field.Key != "usedBytes").Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();
    }

    [Fact]
    public void Table_SomethingOversubscribed_HasAColumnForIt()
    {
        var table = Table(Oversubscribed, wide: false).Split('\n');
        Assert.Contains(" TIER     OVERSUBSCRIBED   AGE ", table[0], StringComparison.Ordinal);
        Assert.Contains(" booked   core,memory      119s ", table[1], StringComparison.Ordinal);
        Assert.DoesNotContain("core", table[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Json_Oversubscribed_NamesTheParts()
    {
        var containers = JsonNode.Parse(PsJson.Of(Oversubscribed, null))!["containers"]!;
        Assert.Equal("""["core","memory"]""", containers[0]!["oversubscribed"]!.ToJsonString());
        Assert.Equal("[]", containers[1]!["oversubscribed"]!.ToJsonString());
    }

    [Fact]
    public void Table_MigDeviceThatAnAgentTellsOf_HasItsMemory()
    {
        UseStatus[] uses = [new("GPU-1", null, 1, 7 << 20, 1, 1, 1), new("GPU-1", "MIG-1a", 16L << 30, 512 << 20, 250_000, null, null)];
        var status = new AgentStatus([new ContainerStatus("train-id", "ok", uses)], []);
        Assert.Contains("512MiB   ok", Table(Entries.Three, wide: true, status), StringComparison.Ordinal);
        var gpu = JsonNode.Parse(PsJson.Of(Entries.Three, status))!["containers"]![1]!["gpus"]![0]!;
        Assert.Equal((512 << 20, 250_000, null), (gpu["usedBytes"]!.GetValue<long>(), gpu["gotPpm"]!.GetValue<long>(), gpu["throttledNs"]?.GetValue<long>()));
    }

    [Theory]
    [InlineData("ps-pod.txt", false)]
    [InlineData("ps-pod-wide.txt", true)]
    public void Table_PodsContainer_HasThePodsName(string file, bool wide) => Assert.Equal(Golden(file), Table([Entries.OfPod], wide));

    [Fact]
    public void Json_PodsContainer_IsTheGoldenOne() => Assert.Equal(Golden("ps-pod.json"), PsJson.Of([Entries.OfPod], null));

    [Fact]
    public void Table_None_IsTheHeadings() => Assert.StartsWith("NAME   GPU   MODEL", Table([], wide: false), StringComparison.Ordinal);

    [Fact]
    public void Json_None_IsAnEmptyList() =>
        Assert.Equal("""{"containers":[]}""", PsJson.Of([], null).Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(7199, "119m")]
    [InlineData(7200, "2h")]
    [InlineData(172_799, "47h")]
    [InlineData(172_800, "2d")]
    public void Table_Age_IsInTheUnitThatSaysEnough(int seconds, string expected) =>
        Assert.Contains($" {expected} ", Table([Entries.Three[0] with { Created = Entries.Now.AddSeconds(-seconds) }], wide: false), StringComparison.Ordinal);

    private static IReadOnlyList<LedgerEntry> Oversubscribed { get; } =
        [With(Entries.Three[0], Oversubscription.Core | Oversubscription.Memory), .. Entries.Three.Skip(1)];

    private static LedgerEntry With(LedgerEntry entry, Oversubscription parts) =>
        entry with { Booking = new Booking(entry.Booking.Owner, [entry.Container with { Oversubscribed = parts }]) };

    private static string Golden(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", file)).TrimEnd();

    private static AgentStatus Status { get; } = new([new ContainerStatus("web-id", "warned", [new UseStatus("GPU-0", null, 4L << 30, 3 << 20, 300_000, 5, 6)])], []);

    private static string Table(IReadOnlyList<LedgerEntry> entries, bool wide, AgentStatus? agent = null) =>
        string.Join('\n', PsTable.Of(entries, agent, Entries.Now, wide).Lines());
}
