using Coaster.Enforcement.Watching;

namespace Coaster.Enforcement;

/// <summary>What the administrator decided about containers that stay over their limits.</summary>
/// <param name="Action">What is done about them.</param>
/// <param name="SlackBytes">By how much the driver may see more than the limit.</param>
public sealed record EnforcementPolicy(OverLimitAction Action, long SlackBytes);
