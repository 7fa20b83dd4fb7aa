using Coaster.GpuModel.Inventory;
using Coaster.KubeTesting;
using Coaster.Publishing.Modes;

namespace Coaster.Publishing.Tests.Modes;

public sealed class ModeKeeperTests
{
    private static readonly GpuModeSpec Shared = new(GpuMode.Shared);
    private static readonly GpuModeSpec Cut = new(GpuMode.Mig) { Layout = ["1g.18gb", "3g.71gb"] };
    private readonly FakeClock _clock = new();
    private readonly FakeLayouts _layouts = new();
    private readonly FakeModeStore _store = new();
    private readonly Dictionary<string, string[]> _users = [];
    private readonly NodeInventory _node = Gpus.Node(Gpus.Gpu(0), Gpus.Gpu(1), Gpus.Lost(2));
    private ModeKeeper _keeper;

    public ModeKeeperTests() => _keeper = New();

    [Fact]
    public void Reconcile_IdleGpu_ChangesAtOnceAndAlone()
    {
        Assert.Equal(["shared Applied", "auto Applied"], Reconcile((0, Shared)));
        Assert.Equal("""{"v":1,"gpus":[{"gpu":"GPU-00000000-aaaa","mode":"shared"}]}""", _store.Text);
        Assert.Empty(_layouts.Calls);
    }

    [Fact]
    public void Reconcile_GpuInUse_DrainsUntilTheLastEnds()
    {
        _users[Gpus.Uuid(0)] = ["ns/a/main", "ns/b/main"];
        Assert.Equal(["auto Waiting waits for 2 containers: ns/a/main, ns/b/main", "auto Applied"], Reconcile((0, Shared)));
        Assert.True(_keeper.IsDraining(Gpus.Uuid(0)));
        Assert.False(_keeper.IsDraining(Gpus.Uuid(1)));
        _users[Gpus.Uuid(0)] = ["ns/b/main"];
        Assert.Equal("auto Waiting waits for 1 container: ns/b/main", Reconcile((0, Shared))[0]);
        _users.Clear();
        Assert.Equal("shared Applied", Reconcile((0, Shared))[0]);
        Assert.False(_keeper.IsDraining(Gpus.Uuid(0)));
    }

    [Fact]
    public void Reconcile_WishIsTakenBack_DrainsNoMore()
    {
        _users[Gpus.Uuid(0)] = ["ns/a/main"];
        Reconcile((0, Shared));
        Assert.Equal("auto Applied", Reconcile((0, GpuModeSpec.Auto))[0]);
        Assert.False(_keeper.IsDraining(Gpus.Uuid(0)));
    }

    [Fact]
    public void Reconcile_RestartWhileInUse_KeepsTheMode()
    {
        Reconcile((0, Shared));
        _users[Gpus.Uuid(0)] = ["ns/a/main"];
        _keeper = New();
        Assert.Equal(Shared, _keeper.AppliedOf(Gpus.Uuid(0)));
        Assert.Equal("shared Waiting waits for 1 container: ns/a/main", Reconcile((0, GpuModeSpec.Auto))[0]);
    }

    [Fact]
    public void Reconcile_EntryRefused_LeavesItAsItIs()
    {
        Reconcile((0, Shared));
        Assert.Equal("shared Applied", Reconcile((0, null))[0]);
    }

    [Fact]
    public void Reconcile_Layout_IsCutAndUndone()
    {
        Assert.Equal("mig 1g.18gb 3g.71gb Applied", Reconcile((0, Cut))[0]);
        Reconcile((0, Cut));
        Assert.Equal(["GPU-00000000-aaaa: 1g.18gb 3g.71gb"], _layouts.Calls);
        Assert.Equal("shared Applied", Reconcile((0, Shared))[0]);
        Assert.Equal("GPU-00000000-aaaa: ", _layouts.Calls[^1]);
    }

    [Fact]
    public void Reconcile_LayoutLostByARestartOfTheMachine_IsCutAgain()
    {
        Reconcile((0, Cut));
        _keeper = New();
        Assert.Equal("mig 1g.18gb 3g.71gb Applied", Reconcile((0, Cut))[0]);
        Assert.Equal(2, _layouts.Calls.Count);
    }

    [Fact]
    public void Reconcile_LayoutDisturbedWhileInUse_SaysSoAndDrainsNot()
    {
        Reconcile((0, Cut));
        _clock.Advance(TimeSpan.FromMinutes(1));
        _users[Gpus.Uuid(0)] = ["ns/a/main"];
        Assert.Equal("mig 1g.18gb 3g.71gb Applied its MIG devices are not those of the layout", Reconcile((0, Cut))[0]);
        _users.Clear();
        Assert.Equal("mig 1g.18gb 3g.71gb Applied", Reconcile((0, Cut))[0]);
        Assert.Equal(2, _layouts.Calls.Count);
    }

    [Fact]
    public void Reconcile_LayoutRefused_GoesOnAsItWasAndIsTriedAgain()
    {
        _layouts.Problem = "no room for 3g.71gb";
        Assert.Equal("auto Failed no room for 3g.71gb", Reconcile((0, Cut))[0]);
        Reconcile((0, Cut));
        Assert.Single(_layouts.Calls);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _users[Gpus.Uuid(0)] = ["ns/a/main"];
        Assert.Equal("auto Failed no room for 3g.71gb", Reconcile((0, Cut))[0]);
        Assert.False(_keeper.IsDraining(Gpus.Uuid(0)));
        (_layouts.Problem, _users[Gpus.Uuid(0)]) = (null, []);
        Assert.Equal("mig 1g.18gb 3g.71gb Applied", Reconcile((0, Cut))[0]);
    }

    [Fact]
    public void Reconcile_GpuThatCannotBeCut_FailsWithoutATry()
    {
        var node = Gpus.Node(Gpus.Gpu(0, "Tesla T4", 15_000, MigMode.Unsupported));
        var state = Assert.Single(_keeper.Reconcile(node, Wanted((0, Cut)), _ => []));
        Assert.Equal((GpuModeProgress.Failed, "Tesla T4 cannot be cut into MIG devices"), (state.Progress, state.Message));
        Assert.Empty(_layouts.Calls);
    }

    [Fact]
    public void Reconcile_ModeCannotBeSaved_IsNotApplied()
    {
        _store.IsFull = true;
        Assert.Equal("auto Failed the applied mode cannot be saved: No space left on device", Reconcile((0, Shared))[0]);
        Assert.Equal(GpuModeSpec.Auto, _keeper.AppliedOf(Gpus.Uuid(0)));
    }

    [Fact]
    public void Reconcile_GpuThatIsAway_KeepsItsMode()
    {
        Reconcile((0, Shared));
        Assert.Empty(_keeper.Reconcile(Gpus.Node(), WantedModes.None, _ => []));
        Assert.Equal(Shared, _keeper.AppliedOf(Gpus.Uuid(0)));
    }

    [Fact]
    public void Reconcile_ModeThatOffersNothing_SaysSo()
    {
        var node = Gpus.Node(Gpus.Gpu(0, migMode: MigMode.Enabled), Gpus.Gpu(1));
        _keeper.Reconcile(node, Wanted((0, Shared), (1, new GpuModeSpec(GpuMode.Mig))), _ => []);
        var states = _keeper.Reconcile(node, Wanted((0, Shared), (1, new GpuModeSpec(GpuMode.Mig))), _ => []);
        Assert.StartsWith("its MIG mode is on", states[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("its MIG mode is off", states[1].Message, StringComparison.Ordinal);
    }

    private static WantedModes Wanted(params (int Gpu, GpuModeSpec? Spec)[] wanted) =>
        new(wanted.ToDictionary(entry => Gpus.Uuid(entry.Gpu), entry => entry.Spec), GpuModeSpec.Auto, []);

    private ModeKeeper New() => new(_store, _layouts, TimeSpan.FromMinutes(1), _clock);

    private string[] Reconcile(params (int Gpu, GpuModeSpec? Spec)[] wanted) =>
        [.. _keeper.Reconcile(_node, Wanted(wanted), uuid => _users.GetValueOrDefault(uuid) ?? [])
            .Select(state => $"{state.Applied} {state.Progress} {state.Message}".TrimEnd())];
}
