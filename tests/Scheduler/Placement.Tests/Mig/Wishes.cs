using Coaster.Placement.Mig;

namespace Coaster.Placement.Tests.Mig;

/// <summary>What can be asked of an empty GPU, and in which orders.</summary>
internal static class Wishes
{
    /// <summary>Every set of instances that fits at once, the empty one left out.</summary>
    public static IReadOnlyList<IReadOnlyList<MigProfile>> ThatFit(MigLayout gpu, string names) =>
        [.. From(gpu, gpu.Ask(names), []).Where(static set => set.Count > 0)];

    /// <summary>Every order of a set, each once.</summary>
    public static IEnumerable<IReadOnlyList<MigProfile>> Orders(IReadOnlyList<MigProfile> set) => set.Count == 0
        ? [[]]
        : set.Distinct().SelectMany(first => Orders(Without(set, first)).Select(rest => (IReadOnlyList<MigProfile>)[first, .. rest]));

    private static IEnumerable<IReadOnlyList<MigProfile>> From(MigLayout gpu, IReadOnlyList<MigProfile> kinds, IReadOnlyList<MigProfile> set)
    {
        if (MigPlanner.Plan(gpu, set) is not MigPlanned)
            return [];
        return kinds.SelectMany((kind, index) => From(gpu, [.. kinds.Skip(index)], [.. set, kind])).Prepend(set);
    }

    private static List<MigProfile> Without(IReadOnlyList<MigProfile> set, MigProfile one)
    {
        var rest = set.ToList();
        rest.Remove(one);
        return rest;
    }
}
