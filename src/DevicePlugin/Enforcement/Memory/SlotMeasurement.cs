namespace Coaster.Enforcement.Memory;

/// <summary>What was found out about the process in a slot, <c>struct cq_measured</c>.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Generation">Whose it was.</param>
/// <param name="EstimatedBytes">What it had estimated by then, for each GPU of the region.</param>
/// <param name="ExtraBytes">What the driver said beyond what it accounts for, likewise.</param>
public sealed record SlotMeasurement(int Slot, ulong Generation, IReadOnlyList<long> EstimatedBytes, IReadOnlyList<long> ExtraBytes)
{
    /// <inheritdoc/>
    public bool Equals(SlotMeasurement? other) => other is not null && (Slot, Generation) == (other.Slot, other.Generation)
        && EstimatedBytes.SequenceEqual(other.EstimatedBytes) && ExtraBytes.SequenceEqual(other.ExtraBytes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Slot, Generation);
}
