namespace Coaster.Quota.Counters;

/// <summary>
/// What a container said of itself when it was read. All of it is the container's own word, cut down to what can be: it may be wrong, and is
/// never out of bounds.
/// </summary>
/// <param name="IsGated">Whether somebody decides at the limit.</param>
/// <param name="OutOfMemory">How often memory was refused.</param>
/// <param name="PrivateTables">How many of the driver's private tables its programs got that are not known to be harmless.</param>
/// <param name="Buckets">One for each GPU of the region.</param>
/// <param name="Slots">The slots that were ever used; whether their processes live is not told here.</param>
public sealed record CountersSnapshot(
    bool IsGated, long OutOfMemory, long PrivateTables, IReadOnlyList<BucketCounters> Buckets, IReadOnlyList<SlotCounters> Slots)
{
    /// <summary>More bytes than any GPU has: greater numbers are taken for this one, so that the sum of all slots cannot overflow.</summary>
    public const long MaxBytes = 1L << 48;
}
