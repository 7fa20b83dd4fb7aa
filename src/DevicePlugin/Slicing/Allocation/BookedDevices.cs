namespace Coaster.Slicing.Allocation;

/// <summary>What a booking names of one resource on one GPU.</summary>
/// <param name="Uuid">The GPU's UUID, or the MIG device's; letter case does not matter.</param>
/// <param name="Count">How many devices of the resource; at least 1.</param>
public readonly record struct BookedDevices(string Uuid, int Count);
