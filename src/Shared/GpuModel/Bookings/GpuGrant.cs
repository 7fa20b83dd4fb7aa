namespace Coaster.GpuModel.Bookings;

/// <summary>What one container holds of one GPU.</summary>
/// <param name="GpuUuid">The GPU.</param>
/// <param name="MigUuid">The MIG device on it, or null for the GPU itself.</param>
/// <param name="MemoryMiB">The memory booked, in MiB; the whole of it for exclusive and open bookings.</param>
/// <param name="CorePercent">The compute guaranteed, in percent of the GPU; 0 is a memory share that runs in what the others leave.</param>
public sealed record GpuGrant(string GpuUuid, string? MigUuid, long MemoryMiB, int CorePercent);
