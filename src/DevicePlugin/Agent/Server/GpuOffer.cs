using Coaster.GpuModel.Bookings;

namespace Coaster.Agent.Server;

/// <summary>A GPU, and what can hold shares of it.</summary>
/// <param name="Uuid">The GPU.</param>
/// <param name="ContextBytes">What a context holds.</param>
/// <param name="Tiers">The tiers that can be had.</param>
internal sealed record GpuOffer(string Uuid, long ContextBytes, IReadOnlyList<EnforcementTier> Tiers);
