using System.Diagnostics;
using Coaster.GpuBench.Placement.Trace;
using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Policies.Gradient;
using Coaster.Placement.Cluster.Room;

namespace Coaster.GpuBench.Placement.Replay;

/// <summary>
/// The protocol of the FGD paper: pods come one after the other to an empty cluster, none ends, and one that has no room anywhere is gone, but was
/// asked for.
/// </summary>
internal sealed class Replayer
{
    private readonly OpenbTrace _trace;
    private readonly ClusterRoom _cluster;
    private readonly ClusterPlacer _placer;
    private readonly FragmentationGradientPolicy _measure;
    private readonly double[] _fragments;
    private readonly double _capacity;
    private double _fragmented;

    internal Replayer(OpenbTrace trace, string policy)
    {
        _trace = trace;
        _cluster = new ClusterRoom(trace.Nodes);
        _placer = new ClusterPlacer(_cluster, PolicyNames.Make(policy, trace, _cluster));
        _measure = new FragmentationGradientPolicy(TargetWorkload.Of(trace.Pods));
        _capacity = trace.Nodes.Sum(node => node.GpuMemoryMiB.Count) * GpuRoom.WholeMilli;
        _fragments = [.. _cluster.Nodes.Select(_measure.Fragments)];
        _fragmented = _fragments.Sum();
    }

    internal Replayed Run()
    {
        var (allocated, fragmented) = (new Curve(), new Curve());
        var (asked, given, took) = (0L, 0L, 0L);
        foreach (var pod in _trace.Arrivals.Select(index => _trace.Pods[index].Shape))
        {
            var start = Stopwatch.GetTimestamp();
            var target = _placer.Place(pod);
            took += Stopwatch.GetTimestamp() - start;
            asked += MilliOf(pod);
            given += target is null ? 0 : MilliOf(pod);
            if (target is { } placed)
                Measure(placed.Node);
            allocated.Add(100 * asked / _capacity, 100 * given / _capacity);
            fragmented.Add(100 * asked / _capacity, 100 * _fragmented / _capacity);
        }

        return new Replayed(allocated, fragmented, _trace.Arrivals.Count / (took / (double)Stopwatch.Frequency));
    }

    private static long MilliOf(PodShape pod) => (long)pod.Gpus * (pod.Each.IsWhole ? GpuRoom.WholeMilli : pod.Each.MemoryMiB);

    private void Measure(int node)
    {
        _fragmented -= _fragments[node];
        _fragments[node] = _measure.Fragments(_cluster.Nodes[node]);
        _fragmented += _fragments[node];
    }
}
