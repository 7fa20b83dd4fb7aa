using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Partitioning.Users;

/// <summary>Who holds which MIG device in the node's ledger.</summary>
/// <param name="containers">The containers that are booked.</param>
public sealed class MigHolders(IEnumerable<ContainerBooking> containers)
{
    /// <summary>The containers that hold a MIG device, or its whole GPU, by name; null for nobody.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="mig">The MIG device, or null for a GPU instance that is none.</param>
    public string? Of(Gpu gpu, MigDevice? mig)
    {
        var names = containers.Where(container => container.Grants.Any(grant => Same(grant.GpuUuid, gpu.Uuid)
            && (grant.MigUuid is null || Same(grant.MigUuid, mig?.Uuid)))).Select(static container => container.Container);
        return string.Join(", ", names) is { Length: > 0 } text ? text : null;
    }

    private static bool Same(string left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
