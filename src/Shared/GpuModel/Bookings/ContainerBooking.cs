namespace Coaster.GpuModel.Bookings;

/// <summary>The exact GPUs, MiB and percent that one container holds.</summary>
/// <param name="Container">The container's name; unique within the booking.</param>
/// <param name="Kind">How it holds them.</param>
/// <param name="Tier">What makes the limits hold.</param>
/// <param name="CoreLimit">Whether idle compute may be borrowed.</param>
/// <param name="Grants">One entry for each GPU or MIG device; never empty, no device twice.</param>
public sealed record ContainerBooking(
    string Container,
    BookingKind Kind,
    EnforcementTier Tier,
    CoreLimit CoreLimit,
    IReadOnlyList<GpuGrant> Grants)
{
    /// <summary>Who gets idle compute first among those who want more; 0 to 9, higher is earlier.</summary>
    public int Priority { get; init; }

    /// <summary>The weakest tier that was asked for, or null when the machine's settings are enough.</summary>
    public EnforcementTier? Weakest { get; init; }

    /// <summary>What of it may be promised to others as well.</summary>
    public Oversubscription Oversubscribed { get; init; }

    /// <inheritdoc/>
    public bool Equals(ContainerBooking? other) =>
        other is not null
        && Container == other.Container
        && (Kind, Tier, CoreLimit, Priority, Weakest, Oversubscribed)
            == (other.Kind, other.Tier, other.CoreLimit, other.Priority, other.Weakest, other.Oversubscribed)
        && Grants.SequenceEqual(other.Grants);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Container, Kind, Tier, CoreLimit, Grants.Count);
}
