namespace Coaster.Placement.Cluster.Demand;

/// <summary>A shape, and how many pods had it.</summary>
public readonly record struct PodClass(PodShape Shape, int Count);
