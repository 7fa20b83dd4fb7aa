using System.Text.Json.Nodes;
using System.Text;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel;
using Coaster.Posix;
using Coaster.Testing;
using FsCheck.Fluent;
using FsCheck;

namespace Coaster.Ledger.Tests;

public sealed class LedgerEntryCodecTests
{
    private const string Golden =
        """{"v":1,"engine":"docker","booking":{"v":1,"owner":"4c5f","containers":[{"name":"web","kind":"share","tier":"booked","coreLimit":"hard","grants":[{"gpu":"GPU-0","memoryMiB":4096,"core":30}]}]},"devices":{"v":1,"driverVersion":"570.124.06","cudaVersion":"12.8","gpus":[]},"driverRoot":"/","starter":{"pid":7,"startTicks":99,"boot":"b00t"},"cgroupsPath":null,"created":"2026-11-21T05:00:00.0000000+00:00","command":["sh","-c","a \u003C b"]}""";

    private const string GoldenOfPod =
        """{"v":1,"engine":"docker","booking":{"v":1,"owner":"4c5f","containers":[{"name":"web","kind":"share","tier":"booked","coreLimit":"hard","grants":[{"gpu":"GPU-0","memoryMiB":4096,"core":30}]}]},"devices":{"v":1,"driverVersion":"570.124.06","cudaVersion":"12.8","gpus":[]},"driverRoot":"/","starter":{"pid":7,"startTicks":99,"boot":"b00t"},"cgroupsPath":null,"created":"2026-11-21T05:00:00.0000000\u002B00:00","command":["sh","-c","a \u003C b"],"pod":{"uid":"4f2a9c1e","namespace":"shop","name":"web-7d9f","container":"main"}}""";

    private static readonly PodOwner Web = new("4f2a9c1e", "shop", "web-7d9f", "main");

    private static readonly LedgerEntry Example = new(
        ContainerEngine.Docker,
        new Booking("4c5f", [new("web", BookingKind.Share, EnforcementTier.Booked, CoreLimit.Hard, [new("GPU-0", null, 4096, 30)])]),
        new NodeInventory("570.124.06", "12.8", []),
        "/",
        new ProcessIdentity(7, 99, "b00t"),
        null,
        new DateTimeOffset(2026, 11, 21, 5, 0, 0, TimeSpan.Zero),
        ["sh", "-c", "a < b"]);

    private static readonly Gen<string> Text = Gen.Elements("", "a", "é \"x\" \\ <b>", "日本", "\u0001\n", "\U0001f680", "x\ud800");

    private static readonly Gen<LedgerEntry> Entry =
        from engine in Gen.Elements(Enum.GetValues<ContainerEngine>())
        from mib in Gen.Choose(1, 1 << 20)
        from core in Gen.Choose(0, 100)
        from mig in Gen.Elements(null, "MIG-1a")
        from pid in Gen.Choose(1, int.MaxValue)
        from cgroup in Gen.Elements(null, "/docker/x", "system.slice:docker:x")
        from ticks in Gen.Choose(0, int.MaxValue)
        from offset in Gen.Choose(-12, 12)
        from command in Text.ListOf()
        from pod in Gen.Elements(null, Web)
        select Example with
        {
            Engine = engine,
            Booking = new Booking("o", [new("c", BookingKind.Share, EnforcementTier.Mig, CoreLimit.Soft, [new("GPU-0", mig, mib, core)])]),
            Devices = Ledgers.Node,
            Starter = new ProcessIdentity(pid, ticks * 1000L, "b"),
            CgroupsPath = cgroup,
            Created = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(offset)).AddTicks(ticks),
            Command = [.. command],
            Pod = pod,
        };

    [Fact]
    public void Encode_Entry_IsTheGoldenText() => Assert.Equal(Normal(Golden), Normal(Encoding.UTF8.GetString(LedgerEntryCodec.Encode(Example).Span)));

    [Fact]
    public void Encode_PodsEntry_IsTheGoldenTextWithThePodBehind() =>
        Assert.Equal(GoldenOfPod, Encoding.UTF8.GetString(LedgerEntryCodec.Encode(Example with { Pod = Web }).Span));

    [Fact]
    public void Decode_GoldenTextOfPod_HasThePod() =>
        Assert.Equal((Web, null, "shop/web-7d9f/main", "web"), (Decode(GoldenOfPod).Pod, Decode(Golden).Pod, Decode(GoldenOfPod).Name, Decode(Golden).Name));

    [Theory]
    [InlineData("7", "")]
    [InlineData("{}", "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("""{"uid":null,"namespace":"shop","name":"web","container":"main"}""", "uid")]
    [InlineData("""{"uid":"../u","namespace":"shop","name":"web","container":"main"}""", "pod")]
    [InlineData("""{"uid":"u","namespace":"a/b","name":"web","container":"main"}""", "pod")]
    [InlineData("""{"uid":"u","namespace":"shop","name":"","container":"main"}""", "pod")]
    [InlineData("""{"uid":"u","namespace":"shop","name":"web","container":".."}""", "pod")]
    public void Decode_WrongPod_IsRefused(string pod, string path)
    {
        var text = Golden[..^1] + ",\"pod\":" + pod + "}";
        Assert.Equal(path, Assert.Throws<CodecException>(() => Decode(text)).Path);
    }

    [Fact]
    public void Decode_GoldenText_HasEveryValueInItsPlace()
    {
        var entry = Decode(Golden);
        Assert.Equal(Example.Booking, entry.Booking);
        Assert.Equal((Example.Engine, Example.DriverRoot, Example.Starter, Example.Created), (entry.Engine, entry.DriverRoot, entry.Starter, entry.Created));
        Assert.Equal(("4c5f", "web", null), (entry.Id, entry.Container.Container, entry.CgroupsPath));
        Assert.Equal(Example.Command, entry.Command);
    }

    [Fact]
    public void Decode_Encoded_GivesItBack() => Prop.ForAll(Entry.ToArbitrary(), ComesBack).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("v", "2", "v")]
    [InlineData("v", "\"1\"", "")]
    [InlineData("v", "1.5", "")]
    [InlineData("engine", "\"rkt\"", "engine")]
    [InlineData("engine", "null", "engine")]
    [InlineData("driverRoot", "null", "driverRoot")]
    [InlineData("driverRoot", "7", "")]
    [InlineData("starter", "{}", "")]
    [InlineData("starter", "{\"pid\":99999999999,\"startTicks\":1,\"boot\":\"b\"}", "")]
    [InlineData("starter", "{\"pid\":1,\"startTicks\":1,\"boot\":null}", "boot")]
    [InlineData("created", "\"12:00\"", "")]
    [InlineData("created", "\"yesterday\"", "")]
    [InlineData("created", "\"21/11/2026\"", "")]
    [InlineData("command", "null", "")]
    [InlineData("command", "[null]", "command")]
    [InlineData("command", "[7]", "")]
    [InlineData("booking", "{\"v\":1,\"owner\":\"x\",\"containers\":[]}", "booking.containers")]
    [InlineData("booking", "{\"v\":1,\"owner\":\"../x\",\"containers\":[]}", "owner")]
    [InlineData("devices", "null", "")]
    public void Decode_WrongField_IsRefused(string field, string value, string path)
    {
        var json = JsonNode.Parse(Golden)!;
        json[field] = JsonNode.Parse(value);
        Assert.Equal(path, Assert.Throws<CodecException>(() => Decode(json.ToJsonString())).Path);
    }

    [Theory]
    [InlineData("v")]
    [InlineData("engine")]
    [InlineData("booking")]
    [InlineData("devices")]
    [InlineData("driverRoot")]
    [InlineData("starter")]
    [InlineData("cgroupsPath")]
    [InlineData("created")]
    [InlineData("command")]
    public void Decode_MissingField_IsRefused(string field)
    {
        var json = JsonNode.Parse(Golden)!.AsObject();
        json.Remove(field);
        Assert.Throws<CodecException>(() => Decode(json.ToJsonString()));
    }

    [Fact]
    public void Decode_MutatedText_IsAnEntryOrTheDeclaredException() =>
        Prop.ForAll(Mutations.Of(GoldenOfPod).ToArbitrary(), IsEntryOrRefused).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Decode_RandomBytes_IsTheDeclaredException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsEntryOrRefused).QuickCheckThrowOnFailure();

    private static LedgerEntry Decode(string text) => LedgerEntryCodec.Decode(Encoding.UTF8.GetBytes(text));

    private static string Normal(string text) => JsonNode.Parse(text)!.ToJsonString();

    private static bool ComesBack(LedgerEntry entry)
    {
        var text = LedgerEntryCodec.Encode(entry);
        var back = LedgerEntryCodec.Decode(text);
        return LedgerEntryCodec.Encode(back).Span.SequenceEqual(text.Span) && back.Booking.Equals(entry.Booking) && back.Starter == entry.Starter
            && back.Created == entry.Created && back.Pod == entry.Pod && back.CgroupsPath == entry.CgroupsPath
            && back.Command.SequenceEqual(entry.Command.Select(word => word.Replace('\ud800', '\ufffd').Replace("\ufffd\ude80", "\U0001f680", StringComparison.Ordinal)));
    }

    private static bool IsEntryOrRefused(byte[] bytes)
    {
        try
        {
            return Identifiers.IsName(LedgerEntryCodec.Decode(bytes).Id);
        }
        catch (CodecException error)
        {
            return error.Message.Length > 0;
        }
    }
}
