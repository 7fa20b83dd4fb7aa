namespace Coaster.Enforcement.Partitions;

/// <summary>What a MIG device's driver said at one moment; what it does not tell of that device alone is null.</summary>
/// <param name="UsedBytes">What is held of its memory.</param>
/// <param name="BusyPpm">How busy its processors were since the look before, in millionths.</param>
public readonly record struct PartitionSample(long? UsedBytes, long? BusyPpm);
