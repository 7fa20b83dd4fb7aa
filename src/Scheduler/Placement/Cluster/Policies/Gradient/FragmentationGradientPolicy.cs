using System.Numerics;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies.Gradient;

/// <summary>
/// Fragmentation gradient descent, as the artefact of the paper scores (https://www.usenix.org/conference/atc23/presentation/weng, Algorithm 1): where
/// the least of what is idle becomes useless to the pods that the cluster has. The score is coarse, which hands near-equals to the order of the nodes.
/// </summary>
public sealed class FragmentationGradientPolicy : IClusterPolicy
{
    private readonly Fragmentation _fragmentation;
    private readonly GpuCounts _after;
    private NodeFragments?[] _nodes = [];

    /// <summary>The policy for pods that are known.</summary>
    /// <param name="mix">The target workload.</param>
    public FragmentationGradientPolicy(PodMix mix)
    {
        _fragmentation = new Fragmentation(mix);
        _after = new GpuCounts(_fragmentation.Needs);
    }

    /// <inheritdoc/>
    public string Name => "fgd";

    /// <summary>What of the node's idle GPUs a pod of the target workload could not use on average, in thousandths of a GPU.</summary>
    public double Fragments(NodeRoom node) => Look(node).Useless;

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod)
    {
        var known = Look(node);
        return pod is { IsShare: true, Gpus: 1 }
            ? Best(node, known, pod)
            : Only(node, known, pod, pod.IsShare ? GpuChoice.Tightest(node, pod) : GpuChoice.Lowest(node.Fitting(pod.Each), pod.Gpus));
    }

    private NodeFragments Look(NodeRoom node)
    {
        if (node.Number >= _nodes.Length)
            Array.Resize(ref _nodes, Math.Max(node.Number + 1, _nodes.Length * 2));
        if (_nodes[node.Number] is not { } known || !known.IsOf(node))
            _nodes[node.Number] = known = new NodeFragments(node, _fragmentation.Needs);
        known.Refresh(_fragmentation);
        return known;
    }

    /// <summary>Every GPU that fits is tried, equal ones once.</summary>
    private Choice Best(NodeRoom node, NodeFragments known, PodShape pod)
    {
        var best = new Choice(Choice.None, 0);
        for (var index = 0; index < node.Gpus.Length; index++)
        {
            if (!node.Gpus[index].Fits(pod.Each) || node.Gpus[..index].Contains(node.Gpus[index]))
                continue;
            var choice = Only(node, known, pod, 1u << index);
            if (choice.Score > best.Score)
                best = choice;
        }

        return best;
    }

    private Choice Only(NodeRoom node, NodeFragments known, PodShape pod, uint gpus)
    {
        _after.Set(known.Gpus);
        for (var left = gpus; left != 0; left &= left - 1)
        {
            var room = node.Gpus[BitOperations.TrailingZeroCount(left)];
            _after.Change(room, room.Without(pod.Each));
        }

        return new Choice(Coarse(known.Useless - _fragmentation.Of(node.CpuMilli - pod.CpuMilli, node.Model, _after)), gpus);
    }

    private static int Coarse(double less) => (int)(100 / (1 + Math.Exp(-less / GpuRoom.WholeMilli)));
}
