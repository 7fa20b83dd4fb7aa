using System.Text.Json.Nodes;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger;
using Coaster.Settings;
using Coaster.Posix;
using Coaster.Quota;
using Coaster.Runtime.Creation;
using Coaster.Testing;

namespace Coaster.Runtime.Tests.Creation;

public sealed class ContainerCreationTests : IDisposable
{
    private const string Config = """{"ociVersion":"1.0.2","process":{"env":["A=b"]},"root":{"path":"rootfs"},"linux":{"cgroupsPath":"/docker/web"}}""";

    private static readonly Gpu Gpu = new(0, "GPU-0", 3, "NVIDIA H200", 143_000, "0000FFFF:FF:1F.7", 0, GpuHealth.Healthy, MigMode.Disabled, []);

    private readonly TempFolder _temp = new();
    private readonly HostSettings _settings;
    private readonly NodeLedger _ledger;

    public ContainerCreationTests()
    {
        _settings = HostSettings.Default with { StateDirectory = _temp["state"], DriverRoot = _temp["driver"], LibraryDirectory = _temp["lib"] };
        _ledger = new NodeLedger(_settings);
        _temp.Write("bundle/config.json", Config).Folder("bundle/rootfs")
            .Write("driver/proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.1  now\n")
            .Write("driver/proc/devices", "Character devices:\n195 nvidia\n509 nvidia-uvm\n")
            .Write("driver/usr/lib64/libcuda.so.570.1", "no library");
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Prepare_Booked_WritesTheDevices()
    {
        Book(Gpu, "GPU-0", null);
        Prepare();
        var paths = JsonNode.Parse(Text)!["linux"]!["devices"]!.AsArray().Select(device => device!["path"]!.GetValue<string>());
        Assert.Equal(["/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/nvidia3"], paths);
        Assert.Equal(["config.json"], Directory.GetFiles(_temp["bundle"]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(ContainerEngine.Docker, "/docker/web")]
    [InlineData(ContainerEngine.Runc, null)]
    public void Prepare_Booked_RemembersAnEnginesCgroup(ContainerEngine engine, string? expected)
    {
        Book(Gpu, "GPU-0", null, engine);
        Prepare();
        Assert.Equal(expected, _ledger.Find("web")!.CgroupsPath);
    }

    [Fact]
    public void Prepare_EngineNamesNoCgroup_IsRefusedAndUntouched()
    {
        var config = Config.Replace("cgroupsPath", "other", StringComparison.Ordinal);
        _temp.Write("bundle/config.json", config);
        Book(Gpu, "GPU-0", null, ContainerEngine.Docker);
        Assert.Contains("names no cgroup", Assert.Throws<CoasterException>(Prepare).Message, StringComparison.Ordinal);
        Assert.Equal(config, Text);
    }

    [Fact]
    public void Prepare_WhoeverAskedHasDied_IsRefusedAndBookedNoMore()
    {
        Book(Gpu, "GPU-0", null, ContainerEngine.Docker, ProcessIdentity.Current with { StartTicks = 1 });
        Assert.Contains("given back", Assert.Throws<CoasterException>(Prepare).Message, StringComparison.Ordinal);
        Assert.Equal(Config, Text);
        Assert.Null(_ledger.Find("web"));
    }

    [Fact]
    public void Prepare_EnginesContainer_IsHeldByTheRuntimeUntilItsCgroupIsFilled()
    {
        using var starter = Shell.Start("sleep", "600");
        Book(Gpu, "GPU-0", null, ContainerEngine.Docker, ProcessIdentity.Of(starter.Id));
        Prepare();
        starter.Kill();
        starter.WaitForExit();
        using (_ledger.Begin())
            Assert.Equal(ProcessIdentity.Current, _ledger.Find("web")!.Starter);
    }

    [Theory]
    [InlineData(Config)]
    [InlineData("{ \"process\" : { \"env\" : [ \"XCOASTER_BOOKED=1\", \"COASTER_BOOKED\" ] } }\n")]
    [InlineData("not json at all")]
    [InlineData("{\"process\":{\"env\":[7]}}")]
    [InlineData("")]
    public void Prepare_NoBooking_LeavesEveryByte(string content)
    {
        _temp.Write("bundle/config.json", content);
        Prepare();
        Assert.Equal(content, Text);
    }

    [Fact]
    public void Prepare_NoBookingAndNoBundle_IsLeftToTheRuntime()
    {
        File.Delete(_temp["bundle/config.json"]);
        Prepare();
        Assert.False(Directory.Exists(_temp["state"]));
    }

    [Theory]
    [InlineData("COASTER_BOOKED=1")]
    [InlineData("COASTER_BOOKED=")]
    public void Prepare_MarkWithoutBooking_IsRefused(string variable)
    {
        _temp.Write("bundle/config.json", Config.Replace("A=b", variable, StringComparison.Ordinal));
        var before = Text;
        Assert.Contains("given back", Assert.Throws<CoasterException>(Prepare).Message, StringComparison.Ordinal);
        Assert.Equal(before, Text);
    }

    [Fact]
    public void Prepare_DeviceNotKnownAnyMore_IsRefusedAndUntouched()
    {
        Book(Gpu, "GPU-0", "MIG-1a");
        Assert.Contains("not there any more", Assert.Throws<CoasterException>(Prepare).Message, StringComparison.Ordinal);
        Assert.Equal(Config, Text);
    }

    [Fact]
    public void Prepare_MigDeviceVanishedFromTheKernel_IsRefusedAndUntouched()
    {
        Book(Gpu with { MigMode = MigMode.Enabled, Mig = [new("MIG-1a", 0, "1g.18gb", 16_384, 7, 0)] }, "GPU-0", "MIG-1a");
        Assert.Contains("MIG-1a", Assert.Throws<CoasterException>(Prepare).Message, StringComparison.Ordinal);
        Assert.Equal(Config, Text);
    }

    [Fact]
    public void Prepare_DriverGone_IsRefusedAndUntouched()
    {
        Book(Gpu, "GPU-0", null);
        File.Delete(_temp["driver/usr/lib64/libcuda.so.570.1"]);
        Assert.Throws<CoasterException>(Prepare);
        Assert.Equal(Config, Text);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"process":{}}""")]
    [InlineData("""{"root":{"path":"rootfs"},"process":{"env":["\ud800"]}}""")]
    [InlineData("""{"root":{"path":"rootfs"},"linux":{"devices":{}}}""")]
    public void Prepare_BookedButBrokenConfig_IsRefusedAndUntouched(string content)
    {
        Book(Gpu, "GPU-0", null);
        _temp.Write("bundle/config.json", content);
        Assert.Contains("config.json", Assert.Throws<CoasterException>(Prepare).Message, StringComparison.Ordinal);
        Assert.Equal(content, Text);
    }

    [Fact]
    public void Prepare_UnreadableBooking_IsRefusedByItsFile()
    {
        _temp.Write("state/bookings/web.json", "{");
        Assert.Contains("bookings/web.json", Assert.Throws<CoasterException>(Prepare).Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void Prepare_BookedShare_GetsWhatHoldsItAfterTheDriver()
    {
        BookShare(EnforcementTier.Shim);
        Prepare(new FakeAgent());
        var mounts = JsonNode.Parse(Text)!["mounts"]!.AsArray().Select(mount => mount!["destination"]!.GetValue<string>()).ToList();
        Assert.Equal(["/run/coaster-quota", "/run/coaster-quota/limits", "/run/coaster-quota/counters", "/etc/ld.so.preload"], mounts[^4..]);
        Assert.Null(JsonNode.Parse(Text)!["hooks"]);
        QuotaFolder.Of(_settings.StateDirectory, "web").Remove();
    }

    [RootFact]
    public void Prepare_BookedShareThatTheDriverHolds_TellsTheAgentBeforeItStarts()
    {
        BookShare(EnforcementTier.Driver);
        Prepare(FakeAgent.Offering("GPU-0", EnforcementTier.Driver));
        var hook = JsonNode.Parse(Text)!["hooks"]!["createRuntime"]![0]!;
        Assert.Equal(["coaster-hook", "createRuntime"], hook["args"]!.AsArray().Select(word => word!.GetValue<string>()));
        Assert.Contains("COASTER_HOOK=runtime", hook["env"]!.AsArray().Select(word => word!.GetValue<string>()));
        QuotaFolder.Of(_settings.StateDirectory, "web").Remove();
    }

    [Fact]
    public void Prepare_BookedShareWithoutAnAgent_IsRefusedAndUntouched()
    {
        BookShare(EnforcementTier.Shim);
        Assert.Contains("no agent", Assert.Throws<CoasterException>(() => Prepare(new FakeAgent(isThere: false))).Message, StringComparison.Ordinal);
        Assert.Equal(Config, Text);
        Assert.False(QuotaFolder.Of(_settings.StateDirectory, "web").Exists);
    }

    private string Text => File.ReadAllText(_temp["bundle/config.json"]);

    private void Prepare() => new ContainerCreation(_settings, _ledger).Prepare(new RuntimeArguments("create", _temp["bundle"], "web", null));

    private void Prepare(FakeAgent agent) => new ContainerCreation(_settings, _ledger, agent)
        .Prepare(new RuntimeArguments("create", _temp["bundle"], "web", null));

    private void BookShare(EnforcementTier tier)
    {
        _temp.Write("bundle/rootfs/usr/lib64/libc.so.6", "").Folder("lib/quota/multi");
        Book(Gpu, "GPU-0", null);
        using var transaction = _ledger.Begin();
        var entry = transaction.Entries[0];
        transaction.Put(entry with { Booking = new Booking("web", [entry.Container with { Tier = tier }]) });
    }

    private void Book(Gpu gpu, string uuid, string? mig, ContainerEngine engine = ContainerEngine.Runc, ProcessIdentity? starter = null)
    {
        using var transaction = _ledger.Begin();
        transaction.Put(new LedgerEntry(
            engine,
            new Booking("web", [new("web", BookingKind.Share, EnforcementTier.Booked, CoreLimit.Soft, [new(uuid, mig, 4096, 0)])]),
            new NodeInventory("570.1", "12.8", [gpu]),
            _temp["driver"],
            starter ?? ProcessIdentity.Current,
            null,
            TimeProvider.System.GetUtcNow(),
            ["sh"]));
    }
}
