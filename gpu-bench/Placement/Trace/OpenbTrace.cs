using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.GpuBench.Placement.Trace;

/// <summary>
/// A cluster and the pods that come to it, in the form of Alibaba's GPU trace of 2023
/// (https://github.com/alibaba/clusterdata/tree/master/cluster-trace-gpu-v2023). GPUs are measured in thousandths of themselves.
/// </summary>
/// <param name="Nodes">The nodes in the order that decides between equals.</param>
/// <param name="Pods">The pods in the order of their names.</param>
/// <param name="Arrivals">Which of them comes, one after the other; one may come again.</param>
internal sealed record OpenbTrace(IReadOnlyList<NodeCapacity> Nodes, IReadOnlyList<TracePod> Pods, IReadOnlyList<int> Arrivals)
{
    private const string RankMark = "#rank ";

    /// <summary>Reads the three files, each plain or compressed by gzip.</summary>
    /// <param name="nodes">Columns sn, cpu_milli, memory_mib, gpu, model.</param>
    /// <param name="pods">Columns name, cpu_milli, memory_mib, num_gpu, gpu_milli, and gpu_spec where there is one.</param>
    /// <param name="order"><c>#rank</c> and the place of each node by name; then the number of a pod by name in each line.</param>
    /// <exception cref="IOException">One of them cannot be read, or they do not belong together.</exception>
    internal static OpenbTrace Read(string nodes, string pods, string order)
    {
        var models = new GpuModels();
        var lines = TraceFile.Lines(order).ToList();
        var byName = ReadNodes(nodes, models);
        if (!byName.Any(node => node.GpuMemoryMiB.Count > 0))
            throw new IOException($"cannot replay anything on {nodes}: none of its nodes has a GPU");
        var trace = new OpenbTrace(
            Ordered(byName, Ranks(order, lines.FirstOrDefault(""))), ReadPods(pods, models), [.. lines.Skip(1).Select(line => TraceFile.Number(order, line))]);
        return trace.Arrivals.All(pod => pod < trace.Pods.Count)
            ? trace
            : throw new IOException($"cannot replay {order}: it names pods that {pods} does not have. Take the order that was made for these pods.");
    }

    /// <summary>The same pods and nodes in orders drawn anew.</summary>
    internal OpenbTrace Shuffled(Random random)
    {
        var (nodes, arrivals) = (Nodes.ToArray(), Arrivals.ToArray());
        random.Shuffle(nodes);
        random.Shuffle(arrivals);
        return this with { Nodes = nodes, Arrivals = arrivals };
    }

    private static List<NodeCapacity> ReadNodes(string path, GpuModels models) =>
    [
        .. TraceFile.Fields(path, "sn", "cpu_milli", "memory_mib", "gpu", "model")
            .OrderBy(fields => fields[0], StringComparer.Ordinal)
            .Select(fields => new NodeCapacity(
                TraceFile.Number(path, fields[1]),
                TraceFile.Number(path, fields[2]),
                models[fields[4]],
                [.. Enumerable.Repeat(GpuRoom.WholeMilli, TraceFile.Number(path, fields[3], NodeCapacity.MostGpus))])),
    ];

    private static List<TracePod> ReadPods(string path, GpuModels models) =>
    [
        .. TraceFile.Fields(path, "name", "cpu_milli", "memory_mib", "num_gpu", "gpu_milli", "?gpu_spec")
            .OrderBy(fields => fields[0], StringComparer.Ordinal)
            .Select(fields => new TracePod(new PodShape(
                TraceFile.Number(path, fields[1]),
                TraceFile.Number(path, fields[2]),
                TraceFile.Number(path, fields[3]),
                Need(TraceFile.Number(path, fields[3]), TraceFile.Number(path, fields[4])),
                models.Set(fields[5])), fields[5])),
    ];

    private static GpuNeed Need(int gpus, int milli) => (gpus, milli) switch
    {
        (0, _) => default,
        (_, GpuRoom.WholeMilli) => GpuNeed.Whole,
        _ => GpuNeed.Share(milli, 0),
    };

    private static int[] Ranks(string path, string line) => line.StartsWith(RankMark, StringComparison.Ordinal)
        ? [.. line[RankMark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(rank => TraceFile.Number(path, rank))]
        : throw new IOException($"cannot read {path}: its first line does not begin with '{RankMark}'");

    private static IReadOnlyList<NodeCapacity> Ordered(List<NodeCapacity> nodes, int[] ranks) => ranks.Length == nodes.Count
        ? [.. nodes.Zip(ranks).OrderBy(node => node.Second).Select(node => node.First)]
        : throw new IOException($"cannot order {nodes.Count} nodes: there are ranks for {ranks.Length}. Take the order that was made for these nodes.");
}
