using Coaster.Enforcement.Contexts;
using Coaster.Enforcement.Events;
using Coaster.Enforcement.Loop;
using Coaster.Enforcement.Sampling;
using Coaster.Enforcement.Watching;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.Quota;
using Coaster.Quota.Limits;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Loop;

public sealed class EnforcerTests : IDisposable
{
    private const string Uuid = "GPU-aaaaaaaa-0000-0000-0000-000000000001";
    private const long MiB = 1 << 20;
    private static readonly NodeInventory Node = new(
        "570.124.06", "12.8", [new(0, Uuid, 0, "NVIDIA H200", 100_000, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, [])]);

    private readonly TempFolder _state = new();
    private readonly FakeTime _time = new();
    private readonly List<FakeContainer> _containers = [];
    private readonly List<EnforcementEvent> _events = [];
    private readonly FakeActions _actions = new();
    private readonly FakeMpsClients _mps = new();
    private readonly FakeSampler _sampler;
    private Enforcer _enforcer;

    public EnforcerTests()
    {
        _sampler = new FakeSampler(new MonotonicClock(_time));
        _enforcer = Start();
    }

    private ShareBounds _bounds = ShareBounds.Default;

    private HostSettings Settings => HostSettings.Default with { StateDirectory = _state.Path, Oversubscription = _bounds };

    [RootFact]
    public void Step_ProcessStandsStill_ItsExtraIsPublished()
    {
        var container = Container("one", 30);
        container.TakeSlot(100 * MiB, 50 * MiB);
        _sampler.UsedBytes[container.Process.Id] = 160 * MiB;
        Step();
        Assert.Equal((77ul, (ulong)(50 * MiB), (ulong)(60 * MiB)), container.Measured());
        var status = Assert.Single(_enforcer.Status(TimeSpan.Zero)!);
        Assert.Equal((1000 * MiB, 160 * MiB, 160 * MiB), (status.Gpus[0].LimitBytes, status.Gpus[0].UsedBytes, status.Gpus[0].AccountedBytes));
        Assert.Equal((ulong)ContextCosts.Assumed, container.Told.ContextBytes);
        Assert.True(container.Limits.Heartbeat > 0);
        Assert.Empty(_events);
    }

    [RootFact]
    public void Step_HoldsMoreThanItsLimit_IsWarnedAndKilledWithinTwoSeconds()
    {
        var container = Container("greedy", 30);
        container.TakeSlot(10 * MiB, 0);
        _sampler.UsedBytes[container.Process.Id] = 1063 * MiB;
        Step(times: 5);
        Assert.Empty(_events);
        _sampler.UsedBytes[container.Process.Id] = 1066 * MiB;
        Step(times: 7);
        Assert.Equal([EventKind.OverLimitWarning, EventKind.OverLimitKilled], _events.Select(happened => happened.Kind));
        Assert.Equal(["kill greedy"], _actions.Done);
        Assert.Equal((Uuid, 1000 * MiB, 1066 * MiB), (_events[1].Gpu, _events[1].LimitBytes, _events[1].UsedBytes));
        Assert.Equal(WatchState.Killed, _enforcer.Status(TimeSpan.Zero)![0].State);
    }

    [RootFact]
    public void Step_ProgramGotPrivateTables_IsToldOnce()
    {
        var container = Container("curious", 30);
        Step(times: 2);
        Assert.Empty(_events);
        container.GetPrivateTables(1);
        Step(times: 2);
        container.GetPrivateTables(3);
        Step(times: 2);
        var happened = Assert.Single(_events);
        Assert.Equal((EventKind.PrivateTables, "curious"), (happened.Kind, happened.Name));
        Assert.Equal(3, Assert.Single(_enforcer.Status(TimeSpan.Zero)!).PrivateTables);
    }

    [RootFact]
    public void Step_ProcessPastItsMpsDaemon_IsWarnedAndKilled()
    {
        var container = Container("outsider", 25, EnforcementTier.Mps);
        container.TakeSlot(10 * MiB, 0);
        _sampler.UsedBytes[container.Process.Id] = 10 * MiB;
        _mps.Pids = [container.Process.Id];
        Step(times: 10);
        Assert.Empty(_events);
        _mps.Pids = [];
        Step(times: 10);
        Assert.Equal([EventKind.OverLimitWarning, EventKind.OverLimitKilled], _events.Select(happened => happened.Kind));
        Assert.Equal($"uses the GPU past its MPS daemon, by process {container.Process.Id}", _events[1].Message);
        Assert.Equal(["kill outsider"], _actions.Done);
    }

    [RootFact]
    public void Step_MpsClient_IsNotPacedASecondTime()
    {
        var container = Container("client", 25, EnforcementTier.Mps);
        var other = Container("other", 25, EnforcementTier.Mps);
        other.Launch(1_000_000, isWaiting: true);
        Step(times: 10);
        Assert.Equal(GpuLimitsFlags.Memory, container.Told.Flags);
        Assert.Equal(["client", "other"], _enforcer.IdsOf(EnforcementTier.Mps).Order());
        Assert.Equal((1, 0), (_enforcer.Gpus.Count, _enforcer.OpenGpus.Count));
    }

    [RootFact]
    public void Step_CannotBeKilled_IsToldAndTriedAgain()
    {
        var container = Container("stuck", 30);
        _actions.Works = false;
        _sampler.UsedBytes[container.Process.Id] = 2000 * MiB;
        Step(times: 20);
        Assert.Contains(_events, happened => happened.Kind == EventKind.OverLimitFailed);
        Assert.True(_actions.Done.Count > 1);
    }

    [RootFact]
    public void Step_ProcessRoundTheShim_TakesItsMemoryFromTheOthers()
    {
        var container = Container("static", 30);
        container.TakeSlot(0, 0);
        using var uncounted = container.StartUncounted();
        _sampler.UsedBytes[container.Process.Id] = 0;
        _sampler.UsedBytes[uncounted.Id] = 300 * MiB;
        Step(times: 2);
        Assert.Equal((ulong)(700 * MiB), container.Told.MemoryBytes);
        uncounted.Kill();
        uncounted.WaitForExit();
        _sampler.UsedBytes.Remove(uncounted.Id);
        Step();
        Assert.Equal((ulong)(1000 * MiB), container.Told.MemoryBytes);
    }

    [RootFact]
    public void Step_MemoryThatGaveWay_IsNeitherRoomNorAnEscape()
    {
        _bounds = new ShareBounds(100, 200);
        var container = Container("pushed", 30);
        container.TakeSlot(900 * MiB, 50 * MiB);
        _sampler.UsedBytes[container.Process.Id] = 100 * MiB;
        Step(times: 10);
        Assert.Equal((ulong)(50 * MiB), container.Measured().Extra);
        Assert.Empty(_events);
        using var uncounted = container.StartUncounted();
        _sampler.UsedBytes[uncounted.Id] = 300 * MiB;
        Step(times: 8);
        Assert.Equal(["kill pushed"], _actions.Done);
        Assert.Equal(1250 * MiB, _events[^1].UsedBytes);
        uncounted.Kill();
        uncounted.WaitForExit();
    }

    [RootFact]
    public void Step_CountersCutShort_IsToldOnceAndStillWatched()
    {
        var container = Container("spoiler", 30);
        Step();
        container.CutShort();
        Step(times: 3);
        Assert.Equal(EventKind.Spoiled, Assert.Single(_events).Kind);
        _sampler.UsedBytes[container.Process.Id] = 2000 * MiB;
        Step(times: 8);
        Assert.Equal(["kill spoiler"], _actions.Done);
    }

    [RootFact]
    public void Step_CountersAreNoise_NothingFails()
    {
        var container = Container("noise", 30);
        var random = new Random(1);
        var bytes = new byte[Region.CountersBytes - 32];
        _sampler.UsedBytes[container.Process.Id] = MiB;
        for (var round = 0; round < 30; round++)
        {
            random.NextBytes(bytes);
            container.Write(bytes, 32);
            Step();
        }

        Assert.InRange(container.Told.RatePpm, 1ul, 1_000_000ul);
    }

    [RootFact]
    public void Step_SoftShareAlone_IsUnlimitedUntilAnotherWakes()
    {
        var (one, two) = (Container("one", 30), Container("two", 70));
        for (var step = 1ul; step < 20; step++)
        {
            one.Launch(step * 100, isWaiting: false);
            Step();
        }

        Assert.Equal(GpuLimitsFlags.Memory, one.Told.Flags);
        two.Launch(5, isWaiting: true);
        one.Launch(5000, isWaiting: true);
        Step();
        Assert.True(one.Told.Flags.HasFlag(GpuLimitsFlags.Compute));
        Assert.Equal((300_000ul, 700_000ul), (one.Told.RatePpm, two.Told.RatePpm));
    }

    [RootFact]
    public void Step_NewAgent_GoesOnWithWhatIsInForce()
    {
        var (one, two) = (Container("one", 30), Container("two", 70));
        one.Limits.SetCorrectionNs(0, -123_456);
        one.Limits.SetUnitPs(0, 5_000);
        _enforcer.Dispose();
        _enforcer = Start();
        one.Launch(10, isWaiting: true);
        two.Launch(10, isWaiting: true);
        Step();
        Assert.Equal((-123_456, 5_000ul), (one.Told.CorrectionNs, one.Told.UnitPs));
    }

    [RootFact]
    public void Step_RegionOfAnotherVersion_IsToldOnceAndLeftAlone()
    {
        var container = Container("old", 30);
        var bytes = File.ReadAllBytes(container.Folder.Limits);
        bytes[8] = 9;
        File.WriteAllBytes(container.Folder.Limits, bytes);
        Step(times: 20);
        Assert.Equal(EventKind.Unusable, Assert.Single(_events).Kind);
        Assert.Equal(bytes, File.ReadAllBytes(container.Folder.Limits));
    }

    [RootFact]
    public void Step_GpuDoesNotAnswer_EverythingStaysAsItIs()
    {
        var container = Container("one", 30);
        container.TakeSlot(10 * MiB, 0);
        _sampler.UsedBytes[container.Process.Id] = 40 * MiB;
        Step();
        var (measured, told) = (container.Measured(), container.Told);
        _sampler.Answers = false;
        Step(times: 5);
        Assert.Equal((measured, told), (container.Measured(), container.Told));
    }

    [RootFact]
    public void Step_BookingGone_IsForgotten()
    {
        Container("one", 30);
        Step();
        Assert.Equal(1, _enforcer.Count);
        File.Delete(new NodeLedger(Settings).Folders.Booking("one"));
        Step();
        Assert.Equal(0, _enforcer.Count);
        Assert.Empty(_enforcer.Status(TimeSpan.Zero)!);
    }

    public void Dispose()
    {
        _enforcer.Dispose();
        _containers.ForEach(container => container.Dispose());
        _state.Dispose();
    }

    private Enforcer Start()
    {
        var events = new EventLog(_state["events.jsonl"], _time);
        events.Added += _events.Add;
        return new Enforcer(Settings, _sampler, new MonotonicClock(_time), new ContextCosts(_state["contexts.json"]), events, _actions, _mps);
    }

    private void Step(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _enforcer.Step();
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    private FakeContainer Container(string id, int core, EnforcementTier? tier = null)
    {
        var cgroup = new RealCgroup();
        var entry = new Bookkeeper(new NodeLedger(Settings), TimeProvider.System).Book(
            new ShareRequest(GpuFilter.Any, new ShareSize.Amount(1000, core), CoreLimit.Soft) { Weakest = tier },
            Node,
            "/",
            new NewContainer(id, id, ContainerEngine.Docker, ["x"]) { CgroupsPath = cgroup.Path });
        var limits = new GpuLimits(Uuid, tier == EnforcementTier.Mps ? GpuLimitsFlags.Memory : GpuLimitsFlags.Memory | GpuLimitsFlags.Compute, 1000 << 20, (ulong)core * 10_000);
        var container = new FakeContainer(_state.Path, entry, cgroup, limits);
        _containers.Add(container);
        return container;
    }
}
