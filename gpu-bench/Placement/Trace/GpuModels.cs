using Coaster.Placement.Cluster.Demand;

namespace Coaster.GpuBench.Placement.Trace;

/// <summary>Numbers for the names of GPU models.</summary>
internal sealed class GpuModels
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The model's number.</summary>
    /// <exception cref="IOException">There are too many models.</exception>
    internal int this[string name]
    {
        get
        {
            if (_numbers.TryGetValue(name, out var number))
                return number;
            if (_numbers.Count == ModelSet.Most)
                throw new IOException($"cannot read the trace: '{name}' is one GPU model more than the {ModelSet.Most} that are understood");
            return _numbers[name] = _numbers.Count;
        }
    }

    /// <summary>The models of a list such as <c>V100M16|V100M32</c>; any model where it is empty.</summary>
    internal ModelSet Set(string names) =>
        names.Length == 0 ? ModelSet.Any : new ModelSet(names.Split('|').Aggregate(0ul, (bits, name) => bits | 1ul << this[name]));
}
