namespace Coaster.Enforcement.Compute;

/// <summary>
/// Divides a GPU's time. Each is reserved what it uses of its percentage; where percentages add up to more than there is, each gets the same part of its
/// own, and who wants less than that leaves the rest of it to the others. What remains goes to soft shares that want more, the highest priority first,
/// within it in proportion to their percentages; what is left then goes to those without a percentage in proportion to their memory. Whoever does not use
/// its percentage keeps it as its rate, so that it has it back the moment it wakes.
/// </summary>
internal static class RateDivision
{
    /// <summary>What one without a percentage gets at the least: enough to go on, and to end.</summary>
    internal const double Least = 0.01;

    private const double Nothing = 1e-9;
    private const int Halvings = 50;

    /// <summary>The rates, in the order of the demands.</summary>
    internal static double[] Divide(IReadOnlyList<Demand> demands)
    {
        var least = Math.Min(Least, 1.0 / Math.Max(1, demands.Count));
        var part = PartOfAll(demands, least);
        var given = demands.Select(demand => Math.Min(Reserved(demand, part, least), demand.Wanted)).ToArray();
        var spare = 1 - given.Sum();
        foreach (var level in Borrowers(demands))
            spare = Fill(demands, given, level, spare);
        for (var i = 0; i < given.Length; i++)
            given[i] = Math.Max(given[i], Reserved(demands[i], part, least));
        return given;
    }

    private static double Floor(Demand demand) => demand.Terms.SharePercent > 0 ? demand.Terms.Guarantee : Least;

    /// <summary>The most that everybody can get of the percentage that is his; 1 unless more is booked, and wanted, than there is.</summary>
    private static double PartOfAll(IReadOnlyList<Demand> demands, double least)
    {
        if (Sum(1) <= 1)
            return 1;
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
            (low, high) = (low + high) / 2 is var middle && Sum(middle) <= 1 ? (middle, high) : (low, middle);
        return low;

        double Sum(double part) => demands.Sum(demand => Math.Min(Reserved(demand, part, least), demand.Wanted));
    }

    private static double Reserved(Demand demand, double part, double least) => Math.Min(Floor(demand), Math.Max(least, Floor(demand) * part));

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
