using Coaster.ClusterState.Pods;
using Coaster.GpuModel.Bookings;
using Coaster.Placement.State;

namespace Coaster.ClusterState;

/// <summary>What a pod holds of a GPU at its largest.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">Its name.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="Kind"><c>share</c>, <c>exclusive</c> or <c>open</c>.</param>
/// <param name="Stage"><c>assumed</c>, <c>binding</c>, <c>bound</c> or <c>leaving</c>.</param>
/// <param name="Mig">The MIG device, or null for the GPU itself.</param>
/// <param name="MemoryMiB">The memory in MiB.</param>
/// <param name="CorePercent">The compute in percent.</param>
public sealed record HolderView(string Namespace, string Pod, string Uid, string Kind, string Stage, string? Mig, long MemoryMiB, int CorePercent)
{
    internal static HolderView Of(Holding holding, PodEntry pod) => new(
        pod.Demand.Facts.Pod.Namespace, pod.Demand.Facts.Pod.Name, holding.Owner, holding.Kind.Word(), WordOf(pod.Stage),
        holding.Grant.MigUuid, holding.Grant.MemoryMiB, holding.Grant.CorePercent);

    private static string WordOf(PodStage stage) => stage switch
    {
        PodStage.Assumed => "assumed",
        PodStage.Binding => "binding",
        PodStage.Bound => "bound",
        PodStage.Leaving => "leaving",
        _ => "waiting",
    };
}
