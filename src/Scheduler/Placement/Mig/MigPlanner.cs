namespace Coaster.Placement.Mig;

/// <summary>
/// Decides where GPU instances go on one GPU. Pure and deterministic. All that is asked for at once is planned together, so its order does
/// not matter, and what fits in any way is found. Of all ways it takes the one that leaves the most (<see cref="MigRoom"/>), of equal ones
/// that with the lowest starts, largest profile first. What is asked for one after the other cannot always be served as if it had been
/// asked for together: three small instances either leave room for a <c>4g</c>, or for a <c>3g</c> and a fourth small one.
/// </summary>
public static class MigPlanner
{
    /// <summary>A place for each profile that is asked for.</summary>
    /// <param name="layout">The GPU.</param>
    /// <param name="asked">What is to be made, of the layout's own profiles; the same may stand there several times.</param>
    public static MigPlan Plan(MigLayout layout, IReadOnlyList<MigProfile> asked)
    {
        if (MigRefusals.OverLimit(layout, asked) is { } refused)
            return refused;
        var order = Enumerable.Range(0, asked.Count)
            .OrderByDescending(index => asked[index].Size).ThenByDescending(index => asked[index].ComputeSlices).ThenBy(index => asked[index].Id).ToList();
        var ordered = order.Select(index => asked[index]).ToList();
        if (new MigSearch(layout, ordered).Run() is not { } found)
            return MigRefusals.NoPlace(layout, ordered);
        var slots = new MigSlot[asked.Count];
        for (var i = 0; i < found.Count; i++)
            slots[order[i]] = found[i];
        return new MigPlanned(slots);
    }
}
