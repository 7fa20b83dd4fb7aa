namespace Coaster.Placement.Mig;

/// <summary>All that was asked for fits. Nothing is made by this.</summary>
/// <param name="Slots">A place for each profile, in the order in which they were asked for.</param>
public sealed record MigPlanned(IReadOnlyList<MigSlot> Slots) : MigPlan
{
    /// <inheritdoc/>
    public bool Equals(MigPlanned? other) => other is not null && Slots.SequenceEqual(other.Slots);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Slots.Count);
}
