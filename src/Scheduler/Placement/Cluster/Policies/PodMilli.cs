using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies;

/// <summary>How much a pod takes of the GPUs that were chosen for it, in thousandths of one.</summary>
internal static class PodMilli
{
    public static int Of(NodeRoom node, PodShape pod, uint gpus)
    {
        var taken = 0;
        for (var index = 0; index < node.Gpus.Length; index++)
            if ((gpus >> index & 1) != 0)
                taken += node.Gpus[index].Milli - node.Gpus[index].Without(pod.Each).Milli;
        return taken;
    }
}
