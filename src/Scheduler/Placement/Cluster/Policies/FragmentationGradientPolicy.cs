using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>
/// Fragmentation gradient descent, as the artefact of the paper scores (https://www.usenix.org/conference/atc23/presentation/weng, Algorithm 1): where
/// the least of what is idle becomes useless to the pods that the cluster has. The score is coarse, which hands near-equals to the order of the nodes.
/// </summary>
/// <param name="mix">The target workload.</param>
public sealed class FragmentationGradientPolicy(PodMix mix) : IClusterPolicy
{
    private readonly Fragmentation _fragmentation = new(mix);

    /// <inheritdoc/>
    public string Name => "fgd";

    /// <summary>What of the node's idle GPUs a pod of the target workload could not use on average, in thousandths of a GPU.</summary>
    public double Fragments(NodeRoom node) => _fragmentation.Of(node.CpuMilli, node.Model, node.Gpus);

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod)
    {
        var before = _fragmentation.Of(node.CpuMilli, node.Model, node.Gpus);
        return pod is { IsShare: true, Gpus: 1 }
            ? Share(node, pod, before)
            : Only(node, pod, before, pod.IsShare ? GpuChoice.Tightest(node, pod) : GpuChoice.Lowest(node.Fitting(pod.Each), pod.Gpus));
    }

    private Choice Only(NodeRoom node, PodShape pod, double before, uint gpus)
    {
        Span<GpuRoom> after = stackalloc GpuRoom[node.Gpus.Length];
        node.Gpus.CopyTo(after);
        for (var index = 0; index < after.Length; index++)
            if ((gpus >> index & 1) != 0)
                after[index] = after[index].Without(pod.Each);
        return new Choice(Coarse(before - _fragmentation.Of(node.CpuMilli - pod.CpuMilli, node.Model, after)), gpus);
    }

    /// <summary>Every GPU that fits is tried, equal ones once.</summary>
    private Choice Share(NodeRoom node, PodShape pod, double before)
    {
        Span<GpuRoom> after = stackalloc GpuRoom[node.Gpus.Length];
        node.Gpus.CopyTo(after);
        var best = new Choice(Choice.None, 0);
        for (var index = 0; index < after.Length; index++)
        {
            var room = after[index];
            if (!room.Fits(pod.Each) || node.Gpus[..index].Contains(room))
                continue;
            after[index] = room.Without(pod.Each);
            var score = Coarse(before - _fragmentation.Of(node.CpuMilli - pod.CpuMilli, node.Model, after));
            if (score > best.Score)
                best = new Choice(score, 1u << index);
            after[index] = room;
        }

        return best;
    }

    private static int Coarse(double less) => (int)(100 / (1 + Math.Exp(-less / GpuRoom.WholeMilli)));
}
