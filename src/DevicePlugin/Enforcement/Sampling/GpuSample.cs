namespace Coaster.Enforcement.Sampling;

/// <summary>What a GPU's driver said at one moment.</summary>
/// <param name="Uuid">The GPU.</param>
/// <param name="UsedBytes">What each process holds, by its process id here; null where the driver does not tell.</param>
/// <param name="BusyNs">How long the GPU was busy for a process since the sample before, for those that kept it busy.</param>
/// <param name="MeasuredUntilNs">Up to when that was measured, on the monotonic clock.</param>
/// <param name="UnattributedBusyNs">How long it was busy, where the driver does not tell for whom.</param>
public sealed record GpuSample(
    string Uuid,
    IReadOnlyDictionary<int, long?> UsedBytes,
    IReadOnlyDictionary<int, long> BusyNs,
    long MeasuredUntilNs,
    long UnattributedBusyNs);
