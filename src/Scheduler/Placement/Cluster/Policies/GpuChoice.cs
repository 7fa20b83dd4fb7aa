using System.Numerics;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>Ways to choose among the GPUs of a node that has room.</summary>
internal static class GpuChoice
{
    /// <summary>The GPUs with the least free that fit, the lowest index first: what is wholly free stays so.</summary>
    public static uint Tightest(NodeRoom node, PodShape pod) => Least(node, pod, static room => room.Milli);

    /// <summary>The GPUs with the most free, the lowest index first.</summary>
    public static uint Emptiest(NodeRoom node, PodShape pod) => Least(node, pod, static room => -room.Milli);

    /// <summary>The first of them.</summary>
    public static uint Lowest(uint fitting, int count)
    {
        var chosen = 0u;
        for (; count > 0; count--)
            chosen |= 1u << BitOperations.TrailingZeroCount(fitting & ~chosen);
        return chosen;
    }

    private static uint Least(NodeRoom node, PodShape pod, Func<GpuRoom, int> measure)
    {
        var fitting = node.Fitting(pod.Each);
        var chosen = 0u;
        for (var count = 0; count < pod.Gpus; count++)
            chosen |= 1u << Least(node, fitting & ~chosen, measure);
        return chosen;
    }

    private static int Least(NodeRoom node, uint fitting, Func<GpuRoom, int> measure)
    {
        var (best, least) = (0, int.MaxValue);
        for (var left = fitting; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            if (measure(node.Gpus[index]) is var measured && measured < least)
                (best, least) = (index, measured);
        }

        return best;
    }
}
