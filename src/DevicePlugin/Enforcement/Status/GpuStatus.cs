namespace Coaster.Enforcement.Status;

/// <summary>How a container stands on one GPU.</summary>
/// <param name="Uuid">The GPU.</param>
/// <param name="LimitBytes">What it may hold.</param>
/// <param name="UsedBytes">What the driver says that it holds.</param>
/// <param name="AccountedBytes">What its own accounting and the corrections to it come to.</param>
/// <param name="RatePpm">How much of the GPU's time it may have, in millionths; a million when it is not limited.</param>
/// <param name="GotPpm">How much it got lately.</param>
/// <param name="ThrottledNs">How long its launches waited, in all.</param>
public sealed record GpuStatus(string Uuid, long LimitBytes, long UsedBytes, long AccountedBytes, long RatePpm, long GotPpm, long ThrottledNs);
