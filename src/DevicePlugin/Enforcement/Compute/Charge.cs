namespace Coaster.Enforcement.Compute;

/// <summary>What a tenant was charged up to a moment, in all.</summary>
/// <param name="TimeNs">The moment.</param>
/// <param name="Units">In units of work.</param>
/// <param name="ChargedNs">At the prices of their times.</param>
internal readonly record struct Charge(long TimeNs, double Units, double ChargedNs);
