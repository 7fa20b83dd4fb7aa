using Coaster.GpuModel.Bookings;

namespace Coaster.Placement;

/// <summary>The request can be served. Nothing is booked by this: the caller writes the booking down.</summary>
/// <param name="Kind">How the devices are to be held.</param>
/// <param name="CoreLimit">Whether idle compute may be borrowed.</param>
/// <param name="Grants">What is to be held, in the order of the devices' indices; never empty, no device twice.</param>
public sealed record Placed(BookingKind Kind, CoreLimit CoreLimit, IReadOnlyList<GpuGrant> Grants) : PlacementResult
{
    /// <summary>The booking of that container, once it is known what enforces it.</summary>
    public ContainerBooking ToBooking(string container, EnforcementTier tier) => new(container, Kind, tier, CoreLimit, Grants);

    /// <inheritdoc/>
    public bool Equals(Placed? other) =>
        other is not null && (Kind, CoreLimit) == (other.Kind, other.CoreLimit) && Grants.SequenceEqual(other.Grants);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, CoreLimit, Grants.Count);
}
