namespace Coaster.Enforcement.Watching;

/// <summary>What was seen of a container's time on one GPU.</summary>
/// <param name="IsLimited">Whether it is held to a rate at all.</param>
/// <param name="RatePpm">The rate, in millionths of the time.</param>
/// <param name="GotPpm">What the driver says that it got.</param>
/// <param name="Launched">Whether it says that it launched something.</param>
/// <param name="LaunchedInDebt">Whether it launched with an empty bucket.</param>
/// <param name="HasUncountedProcess">Whether a process without a slot kept the GPU busy.</param>
public readonly record struct ComputeLook(bool IsLimited, long RatePpm, long GotPpm, bool Launched, bool LaunchedInDebt, bool HasUncountedProcess);
