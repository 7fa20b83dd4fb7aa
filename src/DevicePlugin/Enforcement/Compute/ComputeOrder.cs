namespace Coaster.Enforcement.Compute;

/// <summary>What a container's bucket is told.</summary>
/// <param name="IsLimited">Whether launches draw from the bucket.</param>
/// <param name="RatePpm">How fast it fills, in millionths of the time.</param>
/// <param name="BurstNs">How full it gets.</param>
/// <param name="UnitPs">The price of a unit of work, in picoseconds of the GPU's time.</param>
/// <param name="CorrectionNs">What was charged too much so far, in all.</param>
public readonly record struct ComputeOrder(bool IsLimited, long RatePpm, long BurstNs, long UnitPs, long CorrectionNs);
