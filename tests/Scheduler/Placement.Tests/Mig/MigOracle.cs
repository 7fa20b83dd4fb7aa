using Coaster.Placement.Mig;

namespace Coaster.Placement.Tests.Mig;

/// <summary>The rules once more, slowly: every way to place what is asked for, and what each leaves.</summary>
internal static class MigOracle
{
    /// <summary>All ways, each with a place for every profile in the order in which they are asked for.</summary>
    public static IEnumerable<IReadOnlyList<MigSlot>> Ways(MigLayout layout, IReadOnlyList<MigProfile> asked) =>
        Ways(layout, asked, [.. layout.Held.Select(held => held.Slot)], []);

    public static bool MayHave(MigLayout layout, IReadOnlyList<MigProfile> asked) =>
        asked.Sum(profile => profile.ComputeSlices) + layout.Held.Sum(held => layout.Find(held.ProfileId)!.ComputeSlices) <= layout.ComputeSlices
        && asked.GroupBy(profile => profile).All(group => group.Count() <= Left(layout, group.Key));

    public static int Left(MigLayout layout, MigProfile profile) => Math.Min(
        profile.MaxInstances - layout.Held.Count(held => held.ProfileId == profile.Id), profile.DriverLimit ?? int.MaxValue);

    /// <summary>How many of each size would still fit, largest size first.</summary>
    public static int[] Room(MigLayout layout, IReadOnlyList<MigProfile> asked, IReadOnlyList<MigSlot> way)
    {
        List<MigSlot> taken = [.. layout.Held.Select(held => held.Slot), .. way];
        var compute = layout.FreeComputeSlices;
        var more = layout.Profiles.Where(profile =>
            Left(layout, profile) > asked.Count(asked => asked == profile) && compute / profile.ComputeSlices > asked.Count(asked => asked == profile));
        return [.. more.GroupBy(profile => profile.Size).OrderByDescending(sizes => sizes.Key)
            .Select(sizes => Most([.. sizes.SelectMany(profile => profile.Slots).Distinct()], taken))];
    }

    public static bool Overlap(MigSlot left, MigSlot right) =>
        Enumerable.Range(left.Start, left.Size).Intersect(Enumerable.Range(right.Start, right.Size)).Any();

    private static IEnumerable<IReadOnlyList<MigSlot>> Ways(
        MigLayout layout, IReadOnlyList<MigProfile> asked, IReadOnlyList<MigSlot> taken, IReadOnlyList<MigSlot> way) =>
        way.Count == asked.Count
            ? [way]
            : asked[way.Count].Slots.Where(slot => !taken.Any(other => Overlap(slot, other)))
                .SelectMany(slot => Ways(layout, asked, [.. taken, slot], [.. way, slot]));

    private static int Most(IReadOnlyList<MigSlot> slots, IReadOnlyList<MigSlot> taken) => slots
        .Select((slot, index) => taken.Any(other => Overlap(slot, other)) ? 0 : 1 + Most([.. slots.Skip(index + 1)], [.. taken, slot]))
        .DefaultIfEmpty(0).Max();
}
