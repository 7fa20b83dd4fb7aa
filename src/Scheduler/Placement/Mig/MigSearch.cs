namespace Coaster.Placement.Mig;

/// <summary>
/// Tries all ways to place profiles. What can come of the rest depends only on the slices that are taken, so each set of them is looked at
/// once: at most profiles times 2 to the power of <see cref="MigSlot.MaxSlices"/> steps, however many are asked for.
/// </summary>
internal sealed class MigSearch(MigLayout layout, IReadOnlyList<MigProfile> ordered)
{
    private readonly Dictionary<(int Index, uint Taken), Way?> _seen = [];

    private readonly List<MigProfile> _left =
        [.. layout.Profiles.Where(profile => layout.Limit(profile) > ordered.Count(asked => asked.Id == profile.Id))];

    /// <summary>A place for each profile, or null when they do not fit together.</summary>
    public IReadOnlyList<MigSlot>? Run()
    {
        if (From(0, layout.Taken) is not { } way)
            return null;
        var slots = new List<MigSlot>();
        for (var at = way; at.Rest is not null; at = at.Rest)
            slots.Add(at.Slot);
        return slots;
    }

    private Way? From(int index, uint taken)
    {
        if (index == ordered.Count)
            return new Way(default, null, MigRoom.Of(_left, taken));
        if (!_seen.TryGetValue((index, taken), out var best))
            _seen[(index, taken)] = best = Best(index, taken);
        return best;
    }

    private Way? Best(int index, uint taken)
    {
        Way? best = null;
        foreach (var slot in ordered[index].InOrder.Where(slot => (slot.Mask & taken) == 0))
            if (From(index + 1, taken | slot.Mask) is { } rest && (best is null || MigRoom.Worth.Compare(rest.Room, best.Room) > 0))
                best = new Way(slot, rest, rest.Room);
        return best;
    }

    /// <summary>A place for one profile, the ways of those after it, and what is left in the end.</summary>
    private sealed record Way(MigSlot Slot, Way? Rest, int[] Room);
}
