namespace Coaster.GpuBench.Extender.Calls;

/// <summary>
/// The nodes that kube-scheduler asks about for one pod after the other: in a large cluster not all, but as many as its rule says
/// (https://kubernetes.io/docs/concepts/scheduling-eviction/scheduler-perf-tuning/), from where those for the pod before ended.
/// </summary>
internal sealed class NodeSample(IReadOnlyList<string> names)
{
    private const int AllUpTo = 100;
    private const int MostPercent = 50;
    private const int LeastPercent = 5;
    private const int NodesPerPercent = 125;
    private int _start;

    /// <summary>How many they are.</summary>
    internal int Size { get; } = Math.Min(
        names.Count, Math.Max(AllUpTo, names.Count * Math.Max(LeastPercent, MostPercent - (names.Count / NodesPerPercent)) / 100));

    /// <summary>Those for the next pod.</summary>
    internal IReadOnlyList<string> Next()
    {
        var from = _start;
        _start = (_start + Size) % names.Count;
        return [.. Enumerable.Range(from, Size).Select(place => names[place % names.Count])];
    }
}
