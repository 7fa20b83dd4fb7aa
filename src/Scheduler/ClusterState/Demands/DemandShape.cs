using Coaster.GpuModel.Requests;
using Coaster.Placement.Cluster.Demand;

namespace Coaster.ClusterState.Demands;

/// <summary>
/// What a pod asks for → the shape that policies know, where it is as simple as nearly all are: one container with GPUs, and no devices by name. All others
/// are placed container by container.
/// </summary>
internal static class DemandShape
{
    /// <summary>The shape, or null.</summary>
    /// <param name="demand">What is asked for.</param>
    /// <param name="models">The models of the cluster that its filter accepts.</param>
    public static PodShape? Of(PodDemand demand, ModelSet models)
    {
        if (demand.Containers is not [{ Request: var request }] || request.Filter is not { Devices.Count: 0, Only.Count: 0, Except.Count: 0 })
            return null;
        return NeedOf(request) is (var gpus, var each) ? new PodShape(demand.Host.CpuMilli, 0, gpus, each, models) : null;
    }

    private static (int Gpus, GpuNeed Each)? NeedOf(GpuRequest request) => request switch
    {
        ExclusiveRequest { Count: var count } => (count, GpuNeed.Whole),
        ShareRequest { Size: ShareSize.Blocks { Count: var blocks } } share => (share.Gpus, GpuNeed.OfBlocks(blocks)),
        ShareRequest { Size: ShareSize.Amount(var memory, var core) } share => (share.Gpus, GpuNeed.Share((int)Math.Min(memory, int.MaxValue), core)),
        _ => null,
    };
}
