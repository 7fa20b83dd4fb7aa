using Coaster.Placement.Cluster.Demand;

namespace Coaster.Placement.Cluster.Room;

/// <summary>
/// What is free in a cluster, by nodes whose order decides where several are equally good. It remembers which nodes changed, so that whoever has
/// looked at all of them once need look only at those again. Not safe for several threads.
/// </summary>
public sealed class ClusterRoom
{
    private readonly NodeRoom[] _nodes;
    private readonly int[] _changes;

    /// <summary>A cluster on which nothing runs.</summary>
    /// <exception cref="ArgumentException">A node has more GPUs, another model or a smaller GPU than can be.</exception>
    public ClusterRoom(IEnumerable<NodeCapacity> nodes)
    {
        var capacities = nodes.ToList();
        _nodes = [.. capacities.Select((node, number) => new NodeRoom(node, number))];
        _changes = new int[_nodes.Length];
        MostGpuMemoryMiB = capacities.SelectMany(node => node.GpuMemoryMiB).Append(1).Max();
        MostCpuMilli = capacities.Select(node => node.CpuMilli).Append(1).Max();
        MostGpuMilli = capacities.Select(node => node.GpuMemoryMiB.Count * GpuRoom.WholeMilli).Append(1).Max();
    }

    /// <summary>The nodes in their order.</summary>
    public IReadOnlyList<NodeRoom> Nodes => _nodes;

    /// <summary>The most processors that a node has, in thousandths; above 0.</summary>
    public int MostCpuMilli { get; }

    /// <summary>The most GPUs that a node has, in thousandths of one; above 0.</summary>
    public int MostGpuMilli { get; }

    /// <summary>The most memory that a GPU has, in MiB; above 0.</summary>
    public int MostGpuMemoryMiB { get; }

    /// <summary>How many changes there were so far.</summary>
    public long Changes { get; private set; }

    /// <summary>A pod gets these GPUs of the node, which must have room for it.</summary>
    public void Take(int node, PodShape pod, uint gpus)
    {
        _nodes[node].Take(pod, gpus);
        Note(node);
    }

    /// <summary>A pod gives back what it took.</summary>
    public void GiveBack(int node, PodShape pod, uint gpus)
    {
        _nodes[node].GiveBack(pod, gpus);
        Note(node);
    }

    /// <summary>A node is found to have so much free, by those who keep its books: one GPU for each that it has.</summary>
    /// <param name="node">Its number.</param>
    /// <param name="cpuMilli">Free processors, in thousandths; below 0 where more is promised than there is.</param>
    /// <param name="memoryMiB">Free host memory in MiB.</param>
    /// <param name="gpus">Its GPUs, in the order of their index.</param>
    public void Set(int node, int cpuMilli, int memoryMiB, ReadOnlySpan<GpuRoom> gpus)
    {
        _nodes[node].Set(cpuMilli, memoryMiB, gpus);
        Note(node);
    }

    /// <summary>The node that a change was on; only the last ones are remembered, as many as there are nodes.</summary>
    internal int NodeOf(long change) => _changes[change % _changes.Length];

    private void Note(int node) => _changes[Changes++ % _changes.Length] = node;
}
