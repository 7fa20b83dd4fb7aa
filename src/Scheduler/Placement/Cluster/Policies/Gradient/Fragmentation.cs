using Coaster.Placement.Cluster.Demand;

namespace Coaster.Placement.Cluster.Policies.Gradient;

/// <summary>
/// What of idle GPUs is of no use, to each class of pods: all of it where the class cannot run on the node, else the GPUs with too little left. Added
/// up by reasons as the artefact does: its scores are cut off to integers, so that the last bit of a sum can decide.
/// </summary>
internal sealed class Fragmentation
{
    private const int NoCpuNoGpu = 0;
    private const int NoGpu = 1;
    private const int NoCpu = 2;
    private const int NoneWanted = 3;
    private const int NoneWantedNoCpu = 4;
    private const int OtherModel = 5;
    private readonly PodShape[] _pods;
    private readonly int[] _needs;
    private readonly double[] _shares;

    public Fragmentation(PodMix mix)
    {
        _pods = [.. mix.Classes.Select(known => known.Shape)];
        _shares = [.. mix.Classes.Select(known => known.Count / (double)mix.Seen / (mix.Total / (double)mix.Seen))];
        Needs = [.. _pods.Where(pod => pod.Gpus > 0).Select(pod => pod.Each).Distinct()];
        _needs = Array.ConvertAll(_pods, pod => Array.IndexOf(Needs, pod.Each));
    }

    /// <summary>What the classes need of a GPU, each once.</summary>
    public GpuNeed[] Needs { get; }

    /// <summary>The mean over all pods of the mix, in thousandths of a GPU.</summary>
    /// <param name="cpuMilli">The node's free processors.</param>
    /// <param name="model">The model of its GPUs.</param>
    /// <param name="gpus">Its GPUs.</param>
    public double Of(int cpuMilli, int model, GpuCounts gpus)
    {
        Span<double> sums = stackalloc double[OtherModel + 1];
        sums.Clear();
        for (var index = 0; index < _pods.Length; index++)
        {
            var (reason, useless) = Lacking(_pods[index], _needs[index], cpuMilli, model, gpus);
            sums[reason] += _shares[index] * useless;
        }

        return ((((sums[0] + sums[1]) + sums[2]) + sums[3]) + sums[4]) + sums[5];
    }

    private static (int Reason, int Useless) Lacking(PodShape pod, int need, int cpuMilli, int model, GpuCounts gpus)
    {
        var hasCpu = pod.CpuMilli <= cpuMilli;
        if (pod.Gpus == 0)
            return (hasCpu ? NoneWanted : NoneWantedNoCpu, gpus.Milli);
        if (!pod.Models.Has(model))
            return (OtherModel, gpus.Milli);
        if (gpus.Fitting[need] < pod.Gpus)
            return (hasCpu ? NoGpu : NoCpuNoGpu, gpus.Milli);
        return hasCpu ? (NoGpu, gpus.Useless[need]) : (NoCpu, gpus.Milli);
    }
}
