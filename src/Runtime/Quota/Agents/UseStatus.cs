namespace Coaster.Quota.Agents;

/// <summary>What a container has of one GPU.</summary>
/// <param name="Uuid">The GPU.</param>
/// <param name="LimitBytes">The most memory, in bytes.</param>
/// <param name="UsedBytes">What it holds by what the driver says, in bytes.</param>
/// <param name="GotPpm">The GPU time that it got of late, in millionths.</param>
/// <param name="ThrottledNs">How long its launches have waited in all, in nanoseconds.</param>
/// <param name="OutOfMemory">How often memory was refused.</param>
public sealed record UseStatus(string Uuid, long LimitBytes, long UsedBytes, long GotPpm, long ThrottledNs, long OutOfMemory);
