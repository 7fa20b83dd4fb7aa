using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>
/// What of idle GPUs is of no use, to each class of pods: all of it where the class cannot run on the node, else the GPUs with too little left. Added
/// up by reasons as the artefact does: its scores are cut off to integers, so that the last bit of a sum can decide.
/// </summary>
internal sealed class Fragmentation(PodMix mix)
{
    private readonly PodClass[] _classes = [.. mix.Classes];
    private readonly double[] _shares = [.. mix.Classes.Select(known => known.Count / (double)mix.Seen / (mix.Total / (double)mix.Seen))];

    /// <summary>The mean over all pods of the mix, in thousandths of a GPU.</summary>
    public double Of(int cpuMilli, int model, ReadOnlySpan<GpuRoom> gpus)
    {
        var all = 0;
        foreach (var gpu in gpus)
            all += gpu.Milli;
        Span<double> sums = stackalloc double[6];
        sums.Clear();
        for (var index = 0; index < _classes.Length; index++)
        {
            var pod = _classes[index].Shape;
            var hasCpu = pod.CpuMilli <= cpuMilli;
            var (reason, useless) = pod.Gpus == 0 ? (hasCpu ? 3 : 4, all) : !pod.Models.Has(model) ? (5, all) : Lacking(pod, hasCpu, gpus, all);
            sums[reason] += _shares[index] * useless;
        }

        return ((((sums[0] + sums[1]) + sums[2]) + sums[3]) + sums[4]) + sums[5];
    }

    private static (int Reason, int Useless) Lacking(PodShape pod, bool hasCpu, ReadOnlySpan<GpuRoom> gpus, int all)
    {
        var (fitting, useless) = (0, 0);
        foreach (var gpu in gpus)
            if (gpu.Fits(pod.Each))
                fitting++;
            else
                useless += gpu.Milli;
        return (fitting >= pod.Gpus, hasCpu) switch
        {
            (true, true) => (1, useless),
            (true, false) => (2, all),
            (false, true) => (1, all),
            (false, false) => (0, all),
        };
    }
}
