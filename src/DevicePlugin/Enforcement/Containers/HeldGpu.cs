using Coaster.Enforcement.Compute;

namespace Coaster.Enforcement.Containers;

/// <summary>A GPU of which a container booked a part.</summary>
/// <param name="Uuid">The GPU.</param>
/// <param name="LimitBytes">Its memory, in bytes.</param>
/// <param name="Terms">Its time.</param>
internal sealed record HeldGpu(string Uuid, long LimitBytes, TenantTerms Terms);
