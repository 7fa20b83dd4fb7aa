namespace Coaster.Health.Probing;

/// <summary>A GPU of the driver's list.</summary>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Migs">The UUIDs of its MIG devices; null where it cannot tell now.</param>
/// <param name="Silence">Why it tells nothing of itself, or null when it does.</param>
internal sealed record ListedGpu(string Uuid, IReadOnlyList<string>? Migs, string? Silence = null);
