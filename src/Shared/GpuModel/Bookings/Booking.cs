namespace Coaster.GpuModel.Bookings;

/// <summary>Everything that one pod, or one container outside Kubernetes, holds on one node.</summary>
/// <param name="Owner">The pod's UID; outside Kubernetes the OCI container id.</param>
/// <param name="Containers">The containers that hold something; those without a GPU are not named.</param>
public sealed record Booking(string Owner, IReadOnlyList<ContainerBooking> Containers)
{
    /// <inheritdoc/>
    public bool Equals(Booking? other) => other is not null && Owner == other.Owner && Containers.SequenceEqual(other.Containers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Owner, Containers.Count);
}
