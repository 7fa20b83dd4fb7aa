namespace Coaster.Enforcement.Tiers.Mps;

/// <summary>The clients of a daemon at one moment.</summary>
/// <param name="Number">Which list it is: each is newer than those with lower numbers.</param>
/// <param name="Pids">The clients, as this machine counts processes.</param>
public sealed record MpsClientList(long Number, IReadOnlySet<int> Pids);
