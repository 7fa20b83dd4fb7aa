using System.Numerics;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>GPUs in use before idle GPUs on a node in use, and those before an idle node.</summary>
public sealed class PackingPolicy : IClusterPolicy
{
    /// <inheritdoc/>
    public string Name => "packing";

    /// <inheritdoc/>
    public Choice Score(NodeRoom node, PodShape pod)
    {
        if (pod.Gpus == 0)
            return new Choice(0, 0);
        var gpus = GpuChoice.Tightest(node, pod);
        var empty = node.Fitting(GpuNeed.Whole);
        var idle = BitOperations.PopCount(empty);
        if (idle == node.Gpus.Length)
            return new Choice(Math.Max(33 - idle, idle), gpus);
        return (gpus & empty) != 0
            ? new Choice(Math.Max(50 - BitOperations.PopCount(gpus & empty), 33), gpus)
            : new Choice(Math.Max(100 - (FreePercent(node, gpus) / 10), 50), gpus);
    }

    private static int FreePercent(NodeRoom node, uint gpus)
    {
        var percent = 0;
        for (var left = gpus; left != 0; left &= left - 1)
            percent += node.Gpus[BitOperations.TrailingZeroCount(left)].Milli * 100 / GpuRoom.WholeMilli;
        return percent;
    }
}
