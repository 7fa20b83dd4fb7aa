using Coaster.Placement.Mig;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Placement.Tests.Mig;

public sealed class MigPlannerPropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300);

    /// <summary>A GPU that was cut at random, some of whose profiles the driver bounds, and a wish of up to five instances.</summary>
    private static readonly Arbitrary<(MigLayout Layout, MigProfile[] Asked)> Wish =
        (from gpu in Gen.Elements(MigGpus.H200, MigGpus.A30)
         from limits in Gen.Frequency((4, Gen.Constant((int?)null)), (1, Gen.Choose(0, 2).Select(limit => (int?)limit))).ArrayOf(gpu.Profiles.Count)
         from cuts in Gen.Choose(0, 3).SelectMany(count => Gen.Choose(0, 1000).ArrayOf(count))
         from count in Gen.Choose(1, 5)
         from asked in Gen.Choose(0, gpu.Profiles.Count - 1).ArrayOf(count)
         let bounded = gpu with { Profiles = [.. gpu.Profiles.Zip(limits, (profile, limit) => profile with { DriverLimit = limit })] }
         select (cuts.Aggregate(bounded, Cut), asked.Select(index => bounded.Profiles[index]).ToArray())).ToArbitrary();

    [Fact]
    public void Plan_AnyWish_PlacesNothingOverAnything() => Holds(static (layout, asked, plan) => plan is not MigPlanned planned
        || (planned.Slots.Count == asked.Length
            && planned.Slots.Select((slot, index) => (slot, index)).All(entry => asked[entry.index].Slots.Contains(entry.slot)
                && !layout.Held.Any(held => MigOracle.Overlap(held.Slot, entry.slot))
                && !planned.Slots.Skip(entry.index + 1).Any(other => MigOracle.Overlap(other, entry.slot)))));

    [Fact]
    public void Plan_AnyWish_RefusesOnlyWhatNoArrangementServes() => Holds(static (layout, asked, plan) =>
        plan is MigPlanned == (MigOracle.MayHave(layout, asked) && MigOracle.Ways(layout, asked).Any()));

    [Fact]
    public void Plan_AnyWish_LeavesTheMostRoom() => Holds(static (layout, asked, plan) =>
    {
        if (plan is not MigPlanned planned)
            return true;
        var kept = MigOracle.Room(layout, asked, planned.Slots);
        return MigOracle.Ways(layout, asked).All(way => kept.AsSpan().SequenceCompareTo(MigOracle.Room(layout, asked, way)) >= 0);
    });

    [Fact]
    public void Plan_AnyWish_DoesNotMindItsOrder() => Holds(static (layout, asked, plan) =>
        Places(asked, plan).SequenceEqual(Places(asked.AsEnumerable().Reverse(), MigPlanner.Plan(layout, [.. asked.AsEnumerable().Reverse()]))));

    [Fact]
    public void Plan_Refused_OffersOnlyWhatFits() => Holds(static (layout, _, plan) => plan is not MigRefused refused
        || layout.Profiles.All(profile =>
            refused.WouldFit.Where(fit => fit.Profile == profile).Select(fit => fit.Count).SingleOrDefault() is var count
            && (count == 0 || MigPlanner.Plan(layout, [.. Enumerable.Repeat(profile, count)]) is MigPlanned)
            && MigPlanner.Plan(layout, [.. Enumerable.Repeat(profile, count + 1)]) is MigRefused));

    private static IEnumerable<(int, MigSlot)> Places(IEnumerable<MigProfile> asked, MigPlan plan) => plan is MigPlanned planned
        ? asked.Zip(planned.Slots, (profile, slot) => (profile.Id, slot)).OrderBy(entry => entry.Id).ThenBy(entry => entry.slot.Start)
        : [];

    private static MigLayout Cut(MigLayout layout, int choice)
    {
        var free = layout.Profiles.Where(profile => MigOracle.MayHave(layout, [profile with { DriverLimit = null }]))
            .SelectMany(profile => layout.FreeSlots(profile).Select(slot => new MigHolding(profile.Id, slot))).ToList();
        return free.Count == 0 ? layout : layout with { Held = [.. layout.Held, free[choice % free.Count]] };
    }

    private static void Holds(Func<MigLayout, MigProfile[], MigPlan, bool> law) =>
        Prop.ForAll(Wish, wish => law(wish.Layout, wish.Asked, MigPlanner.Plan(wish.Layout, wish.Asked))).Check(Often);
}
