namespace Coaster.Placement.Mig;

/// <summary>The sentences of all refusals.</summary>
internal static class MigRefusals
{
    /// <summary>The refusal of what no place could help, or null.</summary>
    public static MigRefused? OverLimit(MigLayout layout, IReadOnlyList<MigProfile> asked)
    {
        foreach (var group in asked.GroupBy(static profile => profile.Id))
            if (OverCount(layout, group.First(), group.Count()) is { } why)
                return Refuse(layout, why);
        var compute = asked.Sum(static profile => profile.ComputeSlices);
        return compute > layout.FreeComputeSlices
            ? Refuse(layout, $"{compute} compute slices are asked for, and {layout.FreeComputeSlices} of {layout.ComputeSlices} are free")
            : null;
    }

    /// <summary>The refusal of what no arrangement has places for.</summary>
    /// <param name="layout">The GPU.</param>
    /// <param name="ordered">What was asked for, largest first.</param>
    public static MigRefused NoPlace(MigLayout layout, IReadOnlyList<MigProfile> ordered)
    {
        var fitting = Enumerable.Range(0, ordered.Count).TakeWhile(count => new MigSearch(layout, [.. ordered.Take(count)]).Run() is not null).Last();
        var missing = ordered[fitting];
        var beside = fitting == 0 ? "" : $" beside {string.Join(", ", ordered.Take(fitting).Select(static profile => profile.Name))}";
        return Refuse(layout, $"there is no place left for {missing.Name}{beside}: it can lie at {Places(missing.InOrder)}{Taken(layout)}");
    }

    private static string? OverCount(MigLayout layout, MigProfile profile, int count)
    {
        var held = layout.Held.Count(held => held.ProfileId == profile.Id);
        if (held + count > profile.MaxInstances)
            return $"{count} x {profile.Name} are asked for, and a GPU has room for {profile.MaxInstances}{(held > 0 ? $", of which {held} exist" : "")}";
        return profile.DriverLimit < count ? $"{count} x {profile.Name} are asked for, and the driver can make {profile.DriverLimit} more{Taken(layout)}" : null;
    }

    private static MigRefused Refuse(MigLayout layout, string why) => new(
        why, [.. layout.Profiles.Select(profile => (profile, layout.Fits(profile))).Where(static fit => fit.Item2 > 0)]);

    private static string Taken(MigLayout layout) => layout.Held.Count == 0
        ? ""
        : $", and taken are {Places(layout.Held.Select(static held => held.Slot).OrderBy(static slot => slot.Start))}";

    private static string Places(IEnumerable<MigSlot> slots) => string.Join(", ", slots) is { Length: > 0 } text ? text : "no slice";
}
