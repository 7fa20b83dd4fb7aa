using Coaster.Enforcement.Containers;
using Coaster.Enforcement.Loop;
using Coaster.Enforcement.Watching;
using Coaster.GpuModel.Bookings;

namespace Coaster.Enforcement.Status;

/// <summary>How a container stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tier">What makes its limits hold.</param>
/// <param name="State">How it stands with them.</param>
/// <param name="OutOfMemory">How often memory was refused to it.</param>
/// <param name="PrivateTables">How many of the driver's private tables its programs got that are not known to be harmless.</param>
/// <param name="Gpus">The same for each GPU.</param>
public sealed record ContainerStatus(
    string Id, string Name, EnforcementTier Tier, WatchState State, long OutOfMemory, long PrivateTables, IReadOnlyList<GpuStatus> Gpus)
{
    private const long Unlimited = 1_000_000;

    internal static ContainerStatus Of(Tenant tenant, GpuControllers controllers) => new(
        tenant.Id,
        tenant.Entry.Container.Container,
        tenant.Entry.Container.Tier,
        tenant.Watch.State,
        tenant.Counters?.OutOfMemory ?? 0,
        tenant.Counters?.PrivateTables ?? 0,
        [.. tenant.Gpus.Select((gpu, at) => Of(tenant, gpu, at, controllers))]);

    private static GpuStatus Of(Tenant tenant, HeldGpu gpu, int at, GpuControllers controllers)
    {
        var living = tenant.Counters?.Slots.Where(slot => tenant.Region!.IsHeld(slot.Index)) ?? [];
        return new GpuStatus(
            gpu.Uuid,
            gpu.LimitBytes,
            tenant.Findings.HeldBytes[at],
            tenant.Accountant.AccountedBytes(living, at),
            tenant.Region?.OrderInForce(at) is { IsLimited: true } order ? order.RatePpm : Unlimited,
            controllers.GotPpm(gpu.Uuid, tenant),
            tenant.Counters?.Buckets[at].ThrottledNs ?? 0);
    }
}
