using System.Globalization;
using Coaster.GpuBench.Placement.Trace;

namespace Coaster.GpuBench.Placement.Comparison;

/// <summary>
/// A folder of traces: <c>csv/</c> with the nodes and a file of pods for each trace, <c>orders/</c> with <c>TRACE.SEED.txt</c>, and <c>published/</c> with
/// what others got. Each file plain or <c>.gz</c>.
/// </summary>
internal sealed class TraceFolder(string path)
{
    private const string Nodes = "openb_node_list_gpu_node.csv";
    private const string Pods = "openb_pod_list_";

    /// <summary>A table of published results, which need not be there.</summary>
    internal string Published(string name) => File("published", name);

    /// <summary>The traces, by name.</summary>
    /// <exception cref="IOException">There is no such folder, or nothing in it.</exception>
    internal IReadOnlyList<string> Traces()
    {
        var folder = Path.Combine(path, "csv");
        IReadOnlyList<string> names = [.. Directory.GetFiles(folder, Pods + "*").Select(Name).Order(StringComparer.Ordinal)];
        return names.Count > 0 ? names : throw new IOException($"cannot compare anything: {folder} has no {Pods}*.csv");
    }

    /// <summary>The seeds of a trace's orders; files whose name has no number are none of them.</summary>
    /// <exception cref="IOException">There is no order of it.</exception>
    internal IReadOnlyList<int> SeedsOf(string trace)
    {
        var folder = Path.Combine(path, "orders");
        IReadOnlyList<int> seeds = [.. Directory.GetFiles(folder, trace + ".*.txt*").Select(file => SeedOf(trace, file)).OfType<int>().Distinct().Order()];
        return seeds.Count > 0 ? seeds : throw new IOException($"cannot replay {trace}: {folder} has no {trace}.SEED.txt");
    }

    /// <exception cref="IOException">A file is missing, or not to be understood.</exception>
    internal OpenbTrace Read(string trace, int seed) =>
        OpenbTrace.Read(File("csv", Nodes), File("csv", $"{Pods}{trace}.csv"), File("orders", string.Create(CultureInfo.InvariantCulture, $"{trace}.{seed}.txt")));

    private static int? SeedOf(string trace, string file) =>
        int.TryParse(Path.GetFileName(file)[(trace.Length + 1)..].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    private static string Name(string file) => Path.GetFileName(file)[Pods.Length..].Split('.')[0];

    private string File(string folder, string name) => TraceFile.PlainOrCompressed(Path.Combine(path, folder, name));
}
