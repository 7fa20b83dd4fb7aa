using System.Numerics;
using System.Runtime.InteropServices;
using Coaster.Placement.Cluster.Demand;

namespace Coaster.Placement.Cluster.Room;

/// <summary>What is free on one node. To be changed by its <see cref="ClusterRoom"/> alone.</summary>
public sealed class NodeRoom
{
    private readonly GpuRoom[] _gpus;
    private readonly int[] _running = new int[NodeCapacity.MostGpus + 1];

    /// <exception cref="ArgumentException">The node has what cannot be.</exception>
    internal NodeRoom(NodeCapacity capacity, int number)
    {
        capacity.Check();
        _gpus = [.. capacity.GpuMemoryMiB.Select(GpuRoom.Empty)];
        (Number, Capacity, CpuMilli, MemoryMiB) = (number, capacity, capacity.CpuMilli, capacity.MemoryMiB);
        FreeMilli = _gpus.Length * GpuRoom.WholeMilli;
        Likeness = Hash();
    }

    /// <summary>Its place among the nodes of its cluster.</summary>
    public int Number { get; }

    /// <summary>What it has when nothing runs here.</summary>
    public NodeCapacity Capacity { get; }

    /// <summary>How often it has changed.</summary>
    public int Version { get; private set; }

    /// <summary>The same number for nodes that are alike; others seldom have the same.</summary>
    public int Likeness { get; private set; }

    /// <summary>Free processors, in thousandths.</summary>
    public int CpuMilli { get; private set; }

    /// <summary>Free host memory in MiB.</summary>
    public int MemoryMiB { get; private set; }

    /// <summary>The number of its GPUs' model.</summary>
    public int Model => Capacity.Model;

    /// <summary>The GPUs in the order of their index.</summary>
    public ReadOnlySpan<GpuRoom> Gpus => _gpus;

    /// <summary>What is free of its GPUs, in thousandths of one.</summary>
    public int FreeMilli { get; private set; }

    /// <summary>How many different numbers of GPUs the pods here have, all shares being one kind.</summary>
    public int Kinds => _running.Length - _running.AsSpan().Count(0);

    /// <summary>Whether pods of that kind run here: with as many GPUs, or as shares.</summary>
    public bool Runs(PodShape pod) => _running[KindOf(pod)] > 0;

    /// <summary>Whether the pod can run here now.</summary>
    public bool Fits(PodShape pod) => pod.CpuMilli <= CpuMilli && pod.MemoryMiB <= MemoryMiB && HasGpusFor(pod);

    /// <summary>The same of GPUs alone.</summary>
    public bool HasGpusFor(PodShape pod) => pod.Gpus == 0 || (pod.Models.Has(Model) && HasGpus(pod));

    /// <summary>Whether both are as good for any pod, but for host memory.</summary>
    public bool IsLike(NodeRoom other) =>
        Likeness == other.Likeness && CpuMilli == other.CpuMilli && Model == other.Model
        && _gpus.AsSpan().SequenceEqual(other._gpus) && _running.AsSpan().SequenceEqual(other._running);

    /// <summary>The GPUs that could serve it, one bit for each index.</summary>
    public uint Fitting(GpuNeed need)
    {
        var fitting = 0u;
        for (var index = 0; index < _gpus.Length; index++)
            if (_gpus[index].Fits(need))
                fitting |= 1u << index;
        return fitting;
    }

    internal void Take(PodShape pod, uint gpus)
    {
        Version++;
        (CpuMilli, MemoryMiB) = (CpuMilli - pod.CpuMilli, MemoryMiB - pod.MemoryMiB);
        for (var left = gpus; left != 0; left &= left - 1)
            Put(BitOperations.TrailingZeroCount(left), gpu => gpu.Without(pod.Each));
        if (pod.Gpus > 0)
            _running[KindOf(pod)]++;
        Likeness = Hash();
    }

    internal void GiveBack(PodShape pod, uint gpus)
    {
        Version++;
        (CpuMilli, MemoryMiB) = (CpuMilli + pod.CpuMilli, MemoryMiB + pod.MemoryMiB);
        for (var left = gpus; left != 0; left &= left - 1)
            Put(BitOperations.TrailingZeroCount(left), gpu => gpu.With(pod.Each));
        if (pod.Gpus > 0)
            _running[KindOf(pod)]--;
        Likeness = Hash();
    }

    /// <summary>How it is found to be, whoever runs there.</summary>
    internal void Set(int cpuMilli, int memoryMiB, ReadOnlySpan<GpuRoom> gpus)
    {
        Version++;
        (CpuMilli, MemoryMiB) = (cpuMilli, memoryMiB);
        gpus.CopyTo(_gpus);
        FreeMilli = 0;
        foreach (var gpu in _gpus)
            FreeMilli += gpu.Milli;
        Likeness = Hash();
    }

    private int Hash()
    {
        var hash = new HashCode();
        hash.Add(CpuMilli);
        hash.Add(Model);
        hash.AddBytes(MemoryMarshal.AsBytes(_gpus.AsSpan()));
        return hash.ToHashCode();
    }

    private static int KindOf(PodShape pod) => pod.IsShare ? 0 : pod.Gpus;

    private bool HasGpus(PodShape pod)
    {
        var missing = pod.Gpus;
        for (var index = 0; index < _gpus.Length && missing > 0; index++)
            if (_gpus[index].Fits(pod.Each))
                missing--;
        return missing == 0;
    }

    private void Put(int index, Func<GpuRoom, GpuRoom> change)
    {
        var before = _gpus[index];
        _gpus[index] = change(before);
        FreeMilli += _gpus[index].Milli - before.Milli;
    }
}
