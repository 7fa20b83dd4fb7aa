using Coaster.GpuModel.Bookings;
using Coaster.Oci;

namespace Coaster.Ledger.Quotas;

/// <summary>How a container is held to its share.</summary>
/// <param name="Tier">By what.</param>
/// <param name="Edits">What it gets for that.</param>
/// <param name="Notices">What the person who starts it should know.</param>
public sealed record QuotaGrant(EnforcementTier Tier, ContainerEdits Edits, IReadOnlyList<string> Notices)
{
    /// <summary>Whether the agent must know the container's first process before that does anything.</summary>
    public bool NeedsAgentAtStart => Tier == EnforcementTier.Driver;
}
