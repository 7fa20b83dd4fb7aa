using Coaster.GpuModel.Bookings;

namespace Coaster.Quota.Agents;

/// <summary>A GPU as the agent knows it.</summary>
/// <param name="Uuid">The GPU.</param>
/// <param name="ContextBytes">What a context holds, in bytes; 0 while it is not measured.</param>
/// <param name="Tiers">What can hold shares of it.</param>
public sealed record GpuStatus(string Uuid, long ContextBytes, IReadOnlyList<EnforcementTier> Tiers);
