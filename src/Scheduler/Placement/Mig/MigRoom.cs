namespace Coaster.Placement.Mig;

/// <summary>
/// What is worth keeping of a GPU: how many instances of the largest size would still fit if nothing else were made, then of the next size,
/// and so on. Profiles of one size count together: <c>3g</c> and <c>4g</c> have the same memory.
/// </summary>
internal static class MigRoom
{
    /// <summary>Orders rooms: the later one is worth more.</summary>
    public static readonly Comparer<int[]> Worth = Comparer<int[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right));

    /// <summary>The room that is left when these slices are taken.</summary>
    /// <param name="profiles">Those of which there may be more.</param>
    /// <param name="taken">One bit for each slice.</param>
    public static int[] Of(IEnumerable<MigProfile> profiles, uint taken) =>
    [
        .. profiles.GroupBy(static profile => profile.Size).OrderByDescending(static group => group.Key)
            .Select(group => Disjoint(group.SelectMany(static profile => profile.InOrder).Where(slot => (slot.Mask & taken) == 0))),
    ];

    /// <summary>How many of the places can be used together. Of places of one size, always the lowest of those left is a best one.</summary>
    public static int Disjoint(IEnumerable<MigSlot> slots)
    {
        var (count, end) = (0, 0);
        foreach (var slot in slots.OrderBy(static slot => slot.Start + slot.Size))
            if (slot.Start >= end)
                (count, end) = (count + 1, slot.Start + slot.Size);
        return count;
    }
}
