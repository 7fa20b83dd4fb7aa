namespace Coaster.Enforcement.Memory;

/// <summary>What a look at a container's memory came to.</summary>
/// <param name="Measurements">What is new about its slots.</param>
/// <param name="HeldBytes">What the driver says that it holds, for each GPU of the region.</param>
/// <param name="UncountedBytes">How much of that processes hold that have no slot: they went round the shim.</param>
public sealed record MemoryFindings(IReadOnlyList<SlotMeasurement> Measurements, IReadOnlyList<long> HeldBytes, IReadOnlyList<long> UncountedBytes);
