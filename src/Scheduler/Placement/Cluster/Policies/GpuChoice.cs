using System.Numerics;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>Ways to choose among the GPUs of a node that has room.</summary>
internal static class GpuChoice
{
    /// <summary>The GPUs with the least free that fit, the lowest index first: what is wholly free stays so.</summary>
    public static uint Tightest(NodeRoom node, PodShape pod)
    {
        var fitting = node.Fitting(pod.Each);
        var chosen = 0u;
        for (var count = 0; count < pod.Gpus; count++)
            chosen |= 1u << Tightest(node, fitting & ~chosen);
        return chosen;
    }

    /// <summary>The first of them.</summary>
    public static uint Lowest(uint fitting, int count)
    {
        var chosen = 0u;
        for (; count > 0; count--)
            chosen |= 1u << BitOperations.TrailingZeroCount(fitting & ~chosen);
        return chosen;
    }

    private static int Tightest(NodeRoom node, uint fitting)
    {
        var (best, least) = (0, int.MaxValue);
        for (var left = fitting; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            if (node.Gpus[index].Milli < least)
                (best, least) = (index, node.Gpus[index].Milli);
        }

        return best;
    }
}
