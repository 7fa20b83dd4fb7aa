using Coaster.GpuModel.Bookings;

namespace Coaster.Quota.Agents;

/// <summary>What a container has of one GPU.</summary>
/// <param name="Uuid">The GPU.</param>
/// <param name="Mig">The MIG device, or null where it has a part of the GPU itself.</param>
/// <param name="LimitBytes">The most memory, in bytes.</param>
/// <param name="UsedBytes">What it holds by what the driver says, in bytes; null where that does not tell.</param>
/// <param name="GotPpm">The GPU time that it got of late, in millionths, of a MIG device of its own processors'; null where nobody knows.</param>
/// <param name="ThrottledNs">How long its launches have waited in all, in nanoseconds; null of a MIG device.</param>
/// <param name="OutOfMemory">How often memory was refused; null of a MIG device.</param>
public sealed record UseStatus(
    string Uuid, string? Mig, long LimitBytes, long? UsedBytes, long? GotPpm, long? ThrottledNs, long? OutOfMemory)
{
    /// <summary>Whether it tells of what was granted.</summary>
    public bool IsOf(GpuGrant grant) => Uuid == grant.GpuUuid && Mig == grant.MigUuid;
}
