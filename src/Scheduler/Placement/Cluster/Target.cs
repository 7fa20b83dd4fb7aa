namespace Coaster.Placement.Cluster;

/// <summary>Where a pod goes.</summary>
/// <param name="Node">The number of the node.</param>
/// <param name="Gpus">The GPUs that it has there, one bit for each index.</param>
public readonly record struct Target(int Node, uint Gpus);
