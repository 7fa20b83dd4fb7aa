using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Placement.State;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Placement.Tests;

public sealed class PlacementPropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly Arbitrary<(GpuModel.Inventory.Gpu[] Machine, Step[] Steps)> History =
        (from machine in Histories.Machine from steps in Histories.Steps select (machine, steps)).ToArbitrary();

    [Fact]
    public void Place_AnyHistory_KeepsEveryGpuWithinItsRules() =>
        Holds((machine, _, _, _, held) => new Oracle(machine.Inventory.Gpus, held).IsLawful);

    [Fact]
    public void Place_AnyHistory_RefusesOnlyWhatTrulyDoesNotFit() =>
        Holds((machine, request, result, before, _) => result is Placed == new Oracle(machine.Inventory.Gpus, before).CanServe(request));

    [Fact]
    public void Place_Refused_KnowsWhetherWaitingHelps() =>
        Holds((machine, request, result, _, _) => result is not Refused refused
            || (refused.Kind == RefusalKind.FullNow) == (Empty(machine).Place(request) is Placed));

    [Fact]
    public void Place_SameStateInOtherOrder_DecidesTheSame() =>
        Holds((machine, request, result, before, _) => result is not Placed || Rebuilt(machine, before.Reverse()).Place(request).Equals(result));

    [Fact]
    public void Without_EveryOwner_RestoresTheStart() =>
        Prop.ForAll(History, history =>
        {
            var node = Nodes.Of(history.Machine);
            var owners = 0;
            foreach (var step in history.Steps)
                if (step.Request is { } request && node.Place(request) is Placed placed)
                    node = node.With($"{owners++}", placed.ToBooking("main", EnforcementTier.Booked));
            return Enumerable.Range(0, owners).Aggregate(node, (state, owner) => state.Without($"{owner}")).Equals(Empty(node));
        }).Check(Often);

    private delegate bool Law(
        NodeState node, GpuRequest request, PlacementResult result, IReadOnlyList<ContainerBooking> before, IReadOnlyList<ContainerBooking> after);

    /// <summary>Plays random histories on random machines and asks the law after every request.</summary>
    private static void Holds(Law law) => Prop.ForAll(History, history => Play(history.Machine, history.Steps, law)).Check(Often);

    private static bool Play(GpuModel.Inventory.Gpu[] machine, Step[] steps, Law law)
    {
        var node = Nodes.Of(machine);
        var held = new List<ContainerBooking>();
        var owners = 0;
        foreach (var step in steps)
        {
            foreach (var ended in held.Take(step.Frees).ToList())
            {
                node = node.Without(ended.Container);
                held.Remove(ended);
            }
            if (step.Request is not { } request)
                continue;
            var (result, before) = (node.Place(request), held.ToList());
            if (result is Placed placed)
            {
                held.Add(placed.ToBooking($"{owners++}", EnforcementTier.Booked));
                node = node.With(held[^1].Container, held[^1]);
            }
            if (!law(node, request, result, before, held))
                return false;
        }
        return true;
    }

    private static NodeState Empty(NodeState node) => NodeState.Of(node.Inventory, []);

    private static NodeState Rebuilt(NodeState node, IEnumerable<ContainerBooking> bookings) =>
        NodeState.Of(node.Inventory, bookings.Select(booking => new Booking(booking.Container, [booking])));
}
