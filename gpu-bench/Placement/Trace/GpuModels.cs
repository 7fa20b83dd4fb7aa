using Coaster.Placement.Cluster.Demand;

namespace Coaster.GpuBench.Placement.Trace;

/// <summary>Numbers for the names of GPU models.</summary>
internal sealed class GpuModels
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The model's number.</summary>
    internal int this[string name] => _numbers.TryGetValue(name, out var number) ? number : _numbers[name] = _numbers.Count;

    /// <summary>The models of a list such as <c>V100M16|V100M32</c>; any model where it is empty.</summary>
    internal ModelSet Set(string names) =>
        names.Length == 0 ? ModelSet.Any : new ModelSet(names.Split('|').Aggregate(0ul, (bits, name) => bits | 1ul << this[name]));
}
