using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Placement.State;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Placement.Tests;

public sealed class PlacementPropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly Gen<ShareBounds> Bounds = Gen.Frequency(
        (2, Gen.Constant(ShareBounds.Default)),
        (1, from core in Gen.Choose(100, 400) from memory in Gen.Choose(100, 250) select new ShareBounds(core, memory)));

    private static readonly Arbitrary<(GpuModel.Inventory.Gpu[] Machine, ShareBounds Bounds, Step[] Steps)> History =
        (from machine in Histories.Machine from bounds in Bounds from steps in Histories.Steps select (machine, bounds, steps)).ToArbitrary();

    [Fact]
    public void Place_AnyHistory_KeepsEveryGpuWithinItsRules() =>
        Holds((machine, _, _, _, held) => OracleOf(machine, held).IsLawful);

    [Fact]
    public void Place_AnyHistory_RefusesOnlyWhatTrulyDoesNotFit() =>
        Holds((machine, request, result, before, _) => result is Placed == OracleOf(machine, before).CanServe(request));

    [Fact]
    public void Place_Share_OversubscribesOnlyWhereNoGpuWouldDoWithout() =>
        Holds((machine, request, result, before, held) => result is not Placed { Kind: BookingKind.Share } || IsWithinEachGpu(machine, held)
            || !IsWithinEachGpu(machine, before)
            || Rebuilt(machine, before, ShareBounds.Default).Place(request) is Refused);

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
            var node = Nodes.Of(history.Bounds, history.Machine);
            var owners = 0;
            foreach (var step in history.Steps)
                if (step.Request is { } request && node.Place(request) is Placed placed)
                    node = node.With($"{owners++}", placed.ToBooking("main", EnforcementTier.Booked));
            return Enumerable.Range(0, owners).Aggregate(node, (state, owner) => state.Without($"{owner}")).Equals(Empty(node));
        }).Check(Often);

    private delegate bool Law(
        NodeState node, GpuRequest request, PlacementResult result, IReadOnlyList<ContainerBooking> before, IReadOnlyList<ContainerBooking> after);

    /// <summary>Plays random histories on random machines and asks the law after every request.</summary>
    private static void Holds(Law law) => Prop.ForAll(History, history => Play(Nodes.Of(history.Bounds, history.Machine), history.Steps, law)).Check(Often);

    private static bool Play(NodeState node, Step[] steps, Law law)
    {
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

    private static NodeState Empty(NodeState node) => NodeState.Of(node.Inventory, [], BoundsOf(node));

    private static NodeState Rebuilt(NodeState node, IEnumerable<ContainerBooking> bookings) => Rebuilt(node, bookings, BoundsOf(node));

    private static NodeState Rebuilt(NodeState node, IEnumerable<ContainerBooking> bookings, ShareBounds bounds) =>
        NodeState.Of(node.Inventory, bookings.Select(booking => new Booking(booking.Container, [booking])), bounds);

    private static ShareBounds BoundsOf(NodeState node) => node.Gpus[0].Bounds;

    private static bool IsWithinEachGpu(NodeState node, IReadOnlyList<ContainerBooking> held) => new Oracle(node.Inventory.Gpus, held, ShareBounds.Default).IsLawful;

    private static Oracle OracleOf(NodeState node, IReadOnlyList<ContainerBooking> held) => new(node.Inventory.Gpus, held, BoundsOf(node));
}
