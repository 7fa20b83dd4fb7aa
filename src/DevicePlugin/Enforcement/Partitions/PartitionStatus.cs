using Coaster.GpuModel.Bookings;

namespace Coaster.Enforcement.Partitions;

/// <summary>How a container with MIG devices stands. Nobody has to hold it to them: the hardware does.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tier">What it was booked with.</param>
/// <param name="Uses">What it has of each.</param>
public sealed record PartitionStatus(string Id, string Name, EnforcementTier Tier, IReadOnlyList<PartitionUse> Uses);
