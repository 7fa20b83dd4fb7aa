namespace Coaster.Quota.Counters;

/// <summary>What a container says of its time on one GPU, <c>struct cq_bucket</c>. Numbers are never negative where the field cannot be.</summary>
/// <param name="LevelNs">What is in the bucket, in nanoseconds; below 0 when more was drawn.</param>
/// <param name="FilledNs">CLOCK_MONOTONIC of the last filling, in nanoseconds.</param>
/// <param name="CorrectedNs">The correction that is in the level already, in nanoseconds.</param>
/// <param name="ConsumedUnits">Units of work in all.</param>
/// <param name="Launches">Launches in all.</param>
/// <param name="ThrottledNs">How long launches have waited in all, in nanoseconds.</param>
/// <param name="Waiting">Launches that wait now.</param>
public readonly record struct BucketCounters(
    long LevelNs, long FilledNs, long CorrectedNs, long ConsumedUnits, long Launches, long ThrottledNs, long Waiting);
