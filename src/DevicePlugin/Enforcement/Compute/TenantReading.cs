namespace Coaster.Enforcement.Compute;

/// <summary>What was seen of a container on one GPU, all of it since the container began. The units are the container's own word.</summary>
/// <param name="Id">The container.</param>
/// <param name="Terms">What it booked.</param>
/// <param name="Units">Units of work that it was charged.</param>
/// <param name="ThrottledNs">How long its launches waited.</param>
/// <param name="IsWaiting">Whether a launch waits now.</param>
/// <param name="BusyNs">How long the GPU was busy for it, up to the moment of the measurement.</param>
public readonly record struct TenantReading(string Id, TenantTerms Terms, long Units, long ThrottledNs, bool IsWaiting, long BusyNs);
