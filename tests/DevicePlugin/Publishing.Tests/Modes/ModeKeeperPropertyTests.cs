using Coaster.GpuModel.Inventory;
using Coaster.KubeTesting;
using Coaster.Publishing.Modes;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Publishing.Tests.Modes;

/// <summary>Any history of wishes, users, failures and restarts.</summary>
public sealed class ModeKeeperPropertyTests
{
    private const int Count = 3;

    private static readonly GpuModeSpec?[] Specs =
    [
        null, GpuModeSpec.Auto, new(GpuMode.Shared), new(GpuMode.Whole), new(GpuMode.Local), new(GpuMode.Mig),
        new(GpuMode.Mig) { Layout = ["1g.18gb"] }, new(GpuMode.Mig) { Layout = ["1g.18gb", "3g.71gb"] },
    ];

    private static readonly Gen<Step> Steps =
        from wanted in Gen.Choose(0, Specs.Length - 1).ArrayOf(Count)
        from used in Gen.Elements(true, false).ArrayOf(Count)
        from refuses in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isFull in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        from restarts in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from seconds in Gen.Choose(0, 90)
        select new Step(wanted, used, refuses, isFull, restarts, seconds);

    [Fact]
    public void Reconcile_AnyHistory_KeepsItsPromises() =>
        Prop.ForAll(Steps.ListOf().ToArbitrary(), steps => new History().Run(steps)).QuickCheckThrowOnFailure();

    private sealed record Step(int[] Wanted, bool[] Used, bool Refuses, bool IsFull, bool Restarts, int Seconds);

    private sealed class History
    {
        private readonly FakeClock _clock = new();
        private readonly FakeLayouts _layouts = new();
        private readonly FakeModeStore _store = new();
        private ModeKeeper _keeper;

        public History() => _keeper = New();

        public bool Run(IEnumerable<Step> steps)
        {
            foreach (var step in steps)
                if (!Holds(step))
                    return false;
            return Converges();
        }

        private ModeKeeper New() => new(_store, _layouts, TimeSpan.FromMinutes(1), _clock);

        private bool Holds(Step step)
        {
            _keeper = step.Restarts ? New() : _keeper;
            (_store.IsFull, _layouts.Problem) = (step.IsFull, step.Refuses ? "no" : null);
            _clock.Advance(TimeSpan.FromSeconds(step.Seconds));
            _layouts.Calls.Clear();
            var before = Applied();
            var states = Reconcile(step.Wanted, step.Used);
            var after = Applied();
            return Enumerable.Range(0, Count).All(gpu =>
                (after[gpu] == before[gpu] || (!step.Used[gpu] && after[gpu] == (Specs[step.Wanted[gpu]] ?? before[gpu])))
                && (!step.Used[gpu] || _layouts.Calls.All(call => !call.StartsWith(Gpus.Uuid(gpu), StringComparison.Ordinal)))
                && (states[gpu].Progress != GpuModeProgress.Waiting || step.Used[gpu])
                && _keeper.IsDraining(Gpus.Uuid(gpu)) == states[gpu].IsDraining
                && states[gpu].Applied == after[gpu])
                && New().AppliedOf(Gpus.Uuid(0)) == after[0];
        }

        private bool Converges()
        {
            (_store.IsFull, _layouts.Problem) = (false, null);
            _clock.Advance(TimeSpan.FromMinutes(2));
            var wanted = new[] { 2, 7, 1 };
            var states = Reconcile(wanted, new bool[Count]);
            return states.Select((state, gpu) => state.Progress == GpuModeProgress.Applied && state.Applied == Specs[wanted[gpu]]).All(isThere => isThere)
                && Profiles(1).SequenceEqual(Specs[wanted[1]]!.Layout);
        }

        private GpuModeSpec[] Applied() => [.. Enumerable.Range(0, Count).Select(gpu => _keeper.AppliedOf(Gpus.Uuid(gpu)))];

        private IReadOnlyList<GpuModeState> Reconcile(int[] wanted, bool[] used)
        {
            var specs = wanted.Select((spec, gpu) => (gpu, Specs[spec])).ToDictionary(entry => Gpus.Uuid(entry.gpu), entry => entry.Item2);
            var users = used.Select((isUsed, gpu) => (gpu, isUsed)).ToDictionary(entry => Gpus.Uuid(entry.gpu), entry => entry.isUsed);
            return _keeper.Reconcile(Node(), new WantedModes(specs, GpuModeSpec.Auto, []), uuid => users[uuid] ? ["ns/pod/main"] : []);
        }

        private NodeInventory Node() => Gpus.Node([.. Enumerable.Range(0, Count).Select(Gpu)]);

        private Gpu Gpu(int index) => Gpus.Gpu(index, migMode: MigMode.Enabled) with
        {
            Mig = [.. Profiles(index).Select((profile, cut) => new MigDevice($"MIG-{index}-{cut}", cut, profile, 16_384, cut, 0))],
        };

        private IReadOnlyList<string> Profiles(int index) => _layouts.Cut.GetValueOrDefault(Gpus.Uuid(index)) ?? [];
    }
}
