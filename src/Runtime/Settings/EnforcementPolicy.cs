using Coaster.GpuModel.Bookings;

namespace Coaster.Settings;

/// <summary>How the limits of shares are made to hold, the settings' <c>enforcement</c>.</summary>
/// <param name="Weakest">The weakest tier that a share may run with.</param>
/// <param name="OverLimit">What happens to a container that the watcher finds over its limit.</param>
/// <param name="OverLimitMiB">How far over its limit a container must be before that, in MiB.</param>
/// <param name="ManagedInFull">Whether managed memory counts when it is allocated; otherwise as far as it is on the GPU.</param>
public sealed record EnforcementPolicy(EnforcementTier Weakest, OverLimit OverLimit, int OverLimitMiB, bool ManagedInFull)
{
    /// <summary>What holds where nothing is configured.</summary>
    public static EnforcementPolicy Default { get; } = new(EnforcementTier.Shim, OverLimit.Kill, 64, true);
}
