using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Posix;

namespace Coaster.Ledger;

/// <summary>One booking of the node's own, with what is needed to inject it and to know when it is over.</summary>
/// <param name="Engine">Who keeps the container alive.</param>
/// <param name="Booking">What is held; its owner is the OCI container id.</param>
/// <param name="Devices">The booked GPUs as they were found; the runtime knows no others.</param>
/// <param name="DriverRoot">The driver that they belong to.</param>
/// <param name="Starter">The process that started the container, or is about to.</param>
/// <param name="CgroupsPath">The container's cgroup as its config.json has it; null until the runtime has seen it.</param>
/// <param name="Created">When it was booked.</param>
/// <param name="Command">What runs, for people to recognise it.</param>
public sealed record LedgerEntry(
    ContainerEngine Engine,
    Booking Booking,
    NodeInventory Devices,
    string DriverRoot,
    ProcessIdentity Starter,
    string? CgroupsPath,
    DateTimeOffset Created,
    IReadOnlyList<string> Command)
{
    /// <summary>The pod's container that it is; null for everything that the cluster did not book.</summary>
    public PodOwner? Pod { get; init; }

    /// <summary>The OCI container id.</summary>
    public string Id => Booking.Owner;

    /// <summary>The container's own part of the booking; outside Kubernetes there is one.</summary>
    public ContainerBooking Container => Booking.Containers[0];

    /// <summary>The name to show to people; of a pod's container with the pod's.</summary>
    public string Name => Pod?.ToString() ?? Container.Container;

    /// <summary>The booked devices, in the order of the grants. A MIG device that is no longer known is left out.</summary>
    public IEnumerable<(Gpu Gpu, MigDevice? Mig)> BookedDevices()
    {
        foreach (var grant in Container.Grants)
        {
            if (Devices.Find(grant.GpuUuid) is not { } gpu)
                continue;
            var mig = grant.MigUuid is null ? null : gpu.Mig.FirstOrDefault(mig => mig.Uuid == grant.MigUuid);
            if (grant.MigUuid is null || mig is not null)
                yield return (gpu, mig);
        }
    }
}
