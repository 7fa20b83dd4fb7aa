using System.Globalization;
using Coaster.GpuBench.Placement.Trace;

namespace Coaster.GpuBench.Placement.Comparison;

/// <summary>
/// What the FGD paper's simulator got, by whole percent of arrived demand
/// (https://github.com/hkust-adsl/kubernetes-scheduler-simulator, the tables of its experiments).
/// </summary>
internal sealed class PublishedCurves
{
    private const string Workload = "openb_pod_list_";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["01-Random"] = "random",
        ["02-DotProd"] = "dotprod",
        ["03-GpuClustering"] = "clustering",
        ["04-GpuPacking"] = "packing",
        ["05-BestFit"] = "bestfit",
        ["06-FGD"] = "fgd",
    };

    private readonly Dictionary<(string Trace, string Policy, int Seed), IReadOnlyList<double>> _curves = [];

    /// <summary>Reads a table; there is none where nobody has published anything.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal PublishedCurves(string path)
    {
        if (!File.Exists(path))
            return;
        var percents = Percents(path);
        foreach (var fields in TraceFile.Fields(path, ["workload", "sc_policy", "seed", .. percents]))
            if (Names.TryGetValue(fields[1], out var policy))
                _curves[(fields[0].Replace(Workload, "", StringComparison.Ordinal), policy, TraceFile.Number(path, fields[2]))] =
                    [.. fields.Skip(3).TakeWhile(field => field.Length > 0).Select(field => TraceFile.Fraction(path, field))];
    }

    /// <summary>The values from 0 % on; empty where nothing is published.</summary>
    internal IReadOnlyList<double> Of(string trace, string policy, int seed) => _curves.GetValueOrDefault((trace, policy, seed), []);

    private static IEnumerable<string> Percents(string path) =>
        TraceFile.Lines(path).FirstOrDefault("").Split(',').Where(column => int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
