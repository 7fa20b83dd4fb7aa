namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>The classes of pods that run on one model of GPU, and what a thousandth of such a GPU is worth to each.</summary>
/// <param name="Classes">The classes.</param>
/// <param name="Prices">The price of each, and 0 after the last.</param>
internal sealed record PricedClasses(ClassVectors Classes, float[] Prices);
