using System.Text.Json.Nodes;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.Posix;
using Coaster.Quota;
using Coaster.Quota.Agents;
using Coaster.Runtime.Creation;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Runtime.Tests.Creation;

public sealed class PodCreationTests : IDisposable
{
    private const string Uid = "4f2a9c1e-0b7d-4a53-9f0e-2d1c3b4a5f60";
    private const string Id = "c0ffee";
    private const string Mark = "COASTER_BOOKED=kubelet";

    private static readonly PodOwner Web = new(Uid, "shop", "web-7d9f", "main");

    private static readonly Gpu Gpu = new(0, "GPU-0", 3, "NVIDIA H200", 143_000, "0000FFFF:FF:1F.7", 0, GpuHealth.Healthy, MigMode.Disabled, []);

    private readonly TempFolder _temp = new();
    private readonly HostSettings _settings;
    private readonly NodeLedger _ledger;

    public PodCreationTests()
    {
        _settings = HostSettings.Default with
        {
            StateDirectory = _temp["state"], DriverRoot = _temp["elsewhere"], LibraryDirectory = _temp["lib"], DataDirectory = _temp["data"],
        };
        _ledger = new NodeLedger(_settings);
        _temp.Folder("bundle/rootfs")
            .Write("driver/proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.1  now\n")
            .Write("driver/proc/devices", "Character devices:\n195 nvidia\n509 nvidia-uvm\n")
            .Write("driver/usr/lib64/libcuda.so.570.1", "no library");
    }

    public void Dispose()
    {
        QuotaFolder.Of(_settings.StateDirectory, Id).Remove();
        _temp.Dispose();
    }

    [Fact]
    public void Prepare_Marked_GetsWhatTheClusterBooked()
    {
        Bundle([Mark]);
        var agent = Holding(Whole);
        Assert.Empty(Prepare(agent));
        Assert.Equal([(Web, Id)], agent.Claimed);
        Assert.Equal(["/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/nvidia3"], Devices);
        var hook = JsonNode.Parse(Text)!["hooks"]!["poststop"]![0]!;
        Assert.Equal(["coaster-hook", "poststop"], hook["args"]!.AsArray().Select(word => word!.GetValue<string>()));
        Assert.Contains("COASTER_HOOK=runtime", hook["env"]!.AsArray().Select(word => word!.GetValue<string>()));
    }

    [Fact]
    public void Prepare_Marked_IsInTheLedgerAsThePods()
    {
        Bundle([Mark]);
        Prepare(Holding(Whole));
        var entry = _ledger.Find(Id)!;
        Assert.Equal((Web, ContainerEngine.Oci, CgroupsPath, ProcessIdentity.Current), (entry.Pod, entry.Engine, entry.CgroupsPath, entry.Starter));
        Assert.Equal((_temp["driver"], Lifetime.Cgroup), (entry.DriverRoot, entry.Engine.Lifetime()));
        Assert.Equal(new Booking(Id, [Whole]), entry.Booking);
        Assert.Equal(["sleep", "1"], entry.Command);
    }

    [Fact]
    public void Prepare_AgentHasAFileOfThePod_IsAskedWithoutAMark()
    {
        Bundle([]);
        _temp.Write($"data/pods/{Uid}.json", "");
        Prepare(Holding(Whole));
        Assert.Equal(Web, _ledger.Find(Id)!.Pod);
    }

    [Theory]
    [InlineData("A=b")]
    [InlineData("XCOASTER_BOOKED=kubelet")]
    public void Prepare_NeitherMarkNorFile_AsksNobodyAndLeavesEveryByte(string variable)
    {
        Bundle([variable]);
        var before = Text;
        var agent = new FakeAgent(isThere: false);
        Prepare(agent);
        Assert.Equal(before, Text);
        Assert.Null(_ledger.Find(Id));
    }

    [Fact]
    public void Prepare_FileAndNothingHeld_GoesOnAsAnyContainer()
    {
        Bundle(["NVIDIA_VISIBLE_DEVICES=void"]);
        _temp.Write($"data/pods/{Uid}.json", "");
        var before = Text;
        var agent = new FakeAgent();
        Prepare(agent);
        Assert.Equal((before, 1), (Text, agent.Claimed.Count));
    }

    [Fact]
    public void Prepare_MarkedAndNothingHeld_IsRefusedAndUntouched()
    {
        Bundle([Mark]);
        Refused(new FakeAgent(), "cannot start shop/web-7d9f/main: kubelet handed devices to it");
    }

    [Fact]
    public void Prepare_MarkedAndNoAgent_IsRefusedAndUntouched()
    {
        Bundle([Mark]);
        Refused(new FakeAgent(isThere: false), "there is no agent");
    }

    [Theory]
    [InlineData("COASTER_BOOKED=1")]
    [InlineData("COASTER_BOOKED=kubelets")]
    public void Prepare_OtherMark_IsRefusedAsEver(string mark)
    {
        Bundle([mark]);
        Refused(Holding(Whole), "given back");
    }

    [Fact]
    public void Prepare_MarkInNoPod_IsRefusedAsEver()
    {
        _temp.Write("bundle/config.json", """{"process":{"env":["COASTER_BOOKED=kubelet"]},"root":{"path":"rootfs"},"linux":{"cgroupsPath":"/docker/x"}}""");
        var agent = Holding(Whole);
        Refused(agent, "given back");
        Assert.Empty(agent.Claimed);
    }

    [Fact]
    public void Prepare_Sandbox_IsLeftAlone()
    {
        Bundle([Mark], type: "sandbox");
        var before = Text;
        var agent = Holding(Whole);
        Prepare(agent);
        Assert.Equal((before, 0), (Text, agent.Claimed.Count));
    }

    [Theory]
    [InlineData(Mark)]
    [InlineData("A=b")]
    public void Prepare_UidOfAnotherPod_IsRefused(string variable)
    {
        Bundle([variable], uid: "0" + Uid[1..]);
        var agent = Holding(Whole);
        Refused(agent, "its cgroup is of the pod " + Uid);
        Assert.Empty(agent.Claimed);
    }

    [Fact]
    public void Prepare_SystemdCgroup_IsThePodsToo()
    {
        var path = $"kubepods-burstable-pod{Uid.Replace('-', '_')}.slice:cri-containerd:{Id}";
        Bundle([Mark], uid: null, cgroup: path);
        Prepare(Holding(Whole));
        Assert.Equal((Web, path), (_ledger.Find(Id)!.Pod, _ledger.Find(Id)!.CgroupsPath));
    }

    [Fact]
    public void Prepare_AsksForMoreBesides_GetsWhatIsBooked()
    {
        Bundle([Mark, "COASTER_GPU_MEM=rubbish", "NVIDIA_VISIBLE_DEVICES=/dev/null", "NVIDIA_DRIVER_CAPABILITIES=utility"], ("ten.ai/gpu-mem", "9999Gi"), ("cdi.k8s.io/x", "y"));
        Assert.Empty(Prepare(Holding(Whole)));
        Assert.Equal(new Booking(Id, [Whole]), _ledger.Find(Id)!.Booking);
    }

    [Fact]
    public void Prepare_ImageNeedsAnotherDriver_IsRefusedAndNotBooked()
    {
        Bundle([Mark, "NVIDIA_REQUIRE_CUDA=cuda>=99.0"]);
        Refused(Holding(Whole), "cuda>=99.0");
    }

    [Fact]
    public void Prepare_DriverGone_IsRefusedAndNotBooked()
    {
        Bundle([Mark]);
        File.Delete(_temp["driver/usr/lib64/libcuda.so.570.1"]);
        Refused(Holding(Whole), "");
    }

    [Fact]
    public void Prepare_MigDeviceThatIsGone_IsRefusedAndNotBooked()
    {
        Bundle([Mark]);
        Refused(Holding(Whole with { Grants = [new("GPU-0", "MIG-1a", 16_384, 0)] }), "not there any more");
    }

    [Fact]
    public void Prepare_RootMissing_IsRefusedAndNotBooked()
    {
        Bundle([Mark]);
        Directory.Delete(_temp["bundle/rootfs"]);
        var before = Text;
        Assert.ThrowsAny<Exception>(() => Prepare(Holding(Whole)));
        Assert.Equal(before, Text);
        Assert.Null(_ledger.Find(Id));
    }

    [Fact]
    public void Prepare_SecondCreateOfTheContainer_Replaces()
    {
        Bundle([Mark]);
        Prepare(Holding(Whole with { Kind = BookingKind.Open }));
        Bundle([Mark]);
        Prepare(Holding(Whole));
        Assert.Equal(BookingKind.Exclusive, _ledger.Find(Id)!.Container.Kind);
        Assert.Contains("/dev/nvidia3", Devices);
    }

    [Fact]
    public void Prepare_HeldByOneTheClusterDoesNotKnow_IsRefusedByItsName()
    {
        new Bookkeeper(_ledger, TimeProvider.System).Book(
            GpuSpec.Parse("mem=4Gi"), Node, _temp["driver"], new NewContainer("train", "train", ContainerEngine.Runc, ["x"]));
        Bundle([Mark]);
        Refused(Holding(Whole), "cannot start shop/web-7d9f/main: GPU 0 is held by train (share)");
    }

    [RootFact]
    public void Prepare_WhenTheBundleIsWritten_TheLedgerHasTheEntryAlready()
    {
        Bundle([Mark]);
        _temp.Write("bundle/rootfs/usr/lib64/libc.so.6", "").Folder("lib/quota/multi");
        LedgerEntry? seen = null;
        var config = "";
        var agent = new FakeAgent
        {
            Claims = (_, id) => new PodClaim(new Booking(id, [Share(EnforcementTier.Mps)]), Node, _temp["driver"]),
            Gpus = [new GpuStatus("GPU-0", 0, [EnforcementTier.Mps])],
            OnPrepare = id => (seen, config) = (_ledger.Find(id), Text),
        };
        Prepare(agent);
        Assert.Equal(Web, seen!.Pod);
        Assert.DoesNotContain("nvidia3", config, StringComparison.Ordinal);
        Assert.Contains("nvidia3", Text, StringComparison.Ordinal);
    }

    [RootFact]
    public void Prepare_Share_GetsWhatHoldsItAndItsNameInWords()
    {
        Bundle([Mark]);
        _temp.Write("bundle/rootfs/usr/lib64/libc.so.6", "").Folder("lib/quota/multi");
        Assert.Empty(Prepare(Holding(Share(EnforcementTier.Shim))));
        var mounts = JsonNode.Parse(Text)!["mounts"]!.AsArray().Select(mount => mount!["destination"]!.GetValue<string>());
        Assert.Contains("/run/coaster-quota/limits", mounts);
        Assert.True(QuotaFolder.Of(_settings.StateDirectory, Id).Exists);
    }

    [RootFact]
    public void Prepare_ShareThatCannotBeHeld_LeavesNoEntryAndNoFiles()
    {
        Bundle([Mark]);
        Refused(Holding(Share(EnforcementTier.Shim)), "");
        Assert.False(QuotaFolder.Of(_settings.StateDirectory, Id).Exists);
    }

    private static string CgroupsPath => $"/kubepods/burstable/pod{Uid}/{Id}";

    private static ContainerBooking Whole { get; } =
        new("main", BookingKind.Exclusive, EnforcementTier.Booked, CoreLimit.Soft, [new("GPU-0", null, 143_000, 100)]);

    private static NodeInventory Node { get; } = new("570.1", "12.8", [Gpu]);

    private string Text => File.ReadAllText(_temp["bundle/config.json"]);

    private IEnumerable<string> Devices => JsonNode.Parse(Text)!["linux"]!["devices"]!.AsArray().Select(device => device!["path"]!.GetValue<string>());

    private static ContainerBooking Share(EnforcementTier tier) => new("main", BookingKind.Share, tier, CoreLimit.Soft, [new("GPU-0", null, 4096, 30)]);

    private FakeAgent Holding(ContainerBooking booking) => new() { Claims = (_, id) => new PodClaim(new Booking(id, [booking]), Node, _temp["driver"]) };

    private IReadOnlyList<string> Prepare(FakeAgent agent) =>
        new ContainerCreation(_settings, _ledger, agent).Prepare(new RuntimeArguments("create", _temp["bundle"], Id, null));

    private void Refused(FakeAgent agent, string why)
    {
        var before = Text;
        Assert.Contains(why, Assert.Throws<CoasterException>(() => Prepare(agent)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Text);
        Assert.Null(_ledger.Find(Id));
    }

    private void Bundle(string[] env, params (string Name, string Value)[] annotations) => Bundle(env, "container", Uid, CgroupsPath, annotations);

    private void Bundle(string[] env, string type = "container", string? uid = Uid, string? cgroup = null, (string Name, string Value)[]? annotations = null)
    {
        var all = new JsonObject
        {
            ["io.kubernetes.cri.container-type"] = type,
            ["io.kubernetes.cri.container-name"] = "main",
            ["io.kubernetes.cri.sandbox-namespace"] = "shop",
            ["io.kubernetes.cri.sandbox-name"] = "web-7d9f",
        };
        if (uid is not null)
            all["io.kubernetes.cri.sandbox-uid"] = uid;
        foreach (var (name, value) in annotations ?? [])
            all[name] = value;
        var config = new JsonObject
        {
            ["process"] = new JsonObject { ["args"] = new JsonArray("sleep", "1"), ["env"] = new JsonArray([.. env.Select(variable => (JsonNode)variable)]) },
            ["root"] = new JsonObject { ["path"] = "rootfs" },
            ["annotations"] = all,
            ["linux"] = new JsonObject { ["cgroupsPath"] = cgroup ?? CgroupsPath },
        };
        _temp.Write("bundle/config.json", config.ToJsonString());
    }
}
