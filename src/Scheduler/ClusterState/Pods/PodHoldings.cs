using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Charges;

namespace Coaster.ClusterState.Pods;

/// <summary>
/// What a pod is charged with at its largest → what stands for it on its node: its containers' bookings added up would count its init containers beside
/// the others.
/// </summary>
internal static class PodHoldings
{
    public static IReadOnlyList<ContainerBooking> Of(PodCharge charge)
    {
        var grants =
            from gpu in charge.Gpus
            from hold in gpu.Value.Holds
            select (hold.Kind, Grant: new GpuGrant(gpu.Key, hold.MigUuid, gpu.Value.MemoryMiB, gpu.Value.CorePercent));
        return
        [
            .. grants.GroupBy(held => held.Kind).Select(held => new ContainerBooking(
                charge.Pod.Name, held.Key, EnforcementTier.Booked, CoreLimit.Soft, [.. held.Select(one => one.Grant)])),
        ];
    }
}
