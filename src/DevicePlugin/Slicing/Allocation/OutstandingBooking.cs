using Coaster.GpuModel.Bookings;

namespace Coaster.Slicing.Allocation;

/// <summary>A container whose booking has come to the node and whose devices of the resource kubelet has not asked for yet.</summary>
/// <param name="Devices">What is booked, by GPU; no GPU twice.</param>
public sealed record OutstandingBooking(IReadOnlyList<BookedDevices> Devices)
{
    /// <summary>How many devices kubelet will ask for when it is this container's turn.</summary>
    public long Total => Devices.Sum(booked => (long)booked.Count);

    /// <summary>What a container asks for of one resource, on the devices that are booked for it: the same of each. Null where that is not possible.</summary>
    /// <param name="container">The container's booking.</param>
    /// <param name="amount">How much of the resource its specification asks for.</param>
    public static OutstandingBooking? Of(ContainerBooking container, int amount)
    {
        var devices = container.Grants.Count;
        return devices > 0 && amount > 0 && amount % devices == 0
            ? new OutstandingBooking([.. container.Grants.Select(grant => new BookedDevices(grant.MigUuid ?? grant.GpuUuid, amount / devices))])
            : null;
    }

    /// <inheritdoc/>
    public bool Equals(OutstandingBooking? other) => other is not null && Devices.SequenceEqual(other.Devices);

    /// <inheritdoc/>
    public override int GetHashCode() => Devices.Count;
}
