namespace Coaster.Enforcement.Partitions;

/// <summary>What a container has of a MIG device.</summary>
/// <param name="GpuUuid">The GPU that it is cut from.</param>
/// <param name="MigUuid">The MIG device.</param>
/// <param name="LimitBytes">Its memory.</param>
/// <param name="Sample">What the driver said last.</param>
public sealed record PartitionUse(string GpuUuid, string MigUuid, long LimitBytes, PartitionSample Sample);
