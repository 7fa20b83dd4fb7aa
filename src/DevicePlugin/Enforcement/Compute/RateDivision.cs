namespace Coaster.Enforcement.Compute;

/// <summary>
/// Divides a GPU's time. Each is reserved what it uses of its percentage. The rest goes to soft shares that want more, the highest priority first,
/// within it in proportion to their percentages; what is left then goes to those without a percentage in proportion to their memory. Whoever does not use
/// its percentage keeps it as its rate, so that it has it back the moment it wakes.
/// </summary>
internal static class RateDivision
{
    /// <summary>What one without a percentage gets at the least: enough to go on, and to end.</summary>
    internal const double Least = 0.01;

    private const double Nothing = 1e-9;

    /// <summary>The rates, in the order of the demands.</summary>
    internal static double[] Divide(IReadOnlyList<Demand> demands)
    {
        var reserved = demands.Select(demand => Math.Min(Floor(demand), demand.Wanted)).ToList();
        // More may be booked than there is, where the administrator lets it: then each gets its part of what there is.
        var scale = Math.Min(1, 1 / Math.Max(Nothing, reserved.Sum()));
        var given = reserved.Select(part => part * scale).ToArray();
        var spare = 1 - given.Sum();
        foreach (var level in Borrowers(demands))
            spare = Fill(demands, given, level, spare);
        for (var i = 0; i < given.Length; i++)
            given[i] = Math.Max(given[i], Floor(demands[i]) * scale);
        return given;
    }

    private static double Floor(Demand demand) => demand.Terms.SharePercent > 0 ? demand.Terms.Guarantee : Least;

    private static IEnumerable<List<int>> Borrowers(IReadOnlyList<Demand> demands)
    {
        var all = Enumerable.Range(0, demands.Count).Where(i => !demands[i].Terms.IsHard || demands[i].Terms.SharePercent == 0).ToList();
        return all.GroupBy(i => (HasShare: demands[i].Terms.SharePercent > 0, demands[i].Terms.Priority))
            .OrderByDescending(group => group.Key.HasShare).ThenByDescending(group => group.Key.Priority).Select(group => group.ToList());
    }

    private static double Weight(Demand demand) =>
        demand.Terms.SharePercent > 0 ? demand.Terms.SharePercent : Math.Max(1, demand.Terms.MemoryMiB);

    /// <summary>Water-filling: those who want less than their part leave the rest of it to the others.</summary>
    private static double Fill(IReadOnlyList<Demand> demands, double[] given, List<int> who, double spare)
    {
        while (spare > Nothing && who.Count > 0)
        {
            var weights = who.Sum(i => Weight(demands[i]));
            var part = who.Min(i => Math.Min(spare / weights, Math.Max(0, demands[i].Wanted - given[i]) / Weight(demands[i])));
            foreach (var i in who)
                given[i] += part * Weight(demands[i]);
            spare -= part * weights;
            who = [.. who.Where(i => demands[i].Wanted - given[i] > Nothing)];
        }

        return Math.Max(0, spare);
    }
}
