namespace Coaster.Placement.Cluster.Demand;

/// <summary>How often pods of each shape come, which is what a cluster should stay ready for.</summary>
/// <param name="Classes">The shapes, without their host memory.</param>
/// <param name="Seen">How many pods it was taken from, those too whose shapes are so rare that they are no class.</param>
public sealed record PodMix(IReadOnlyList<PodClass> Classes, int Seen)
{
    /// <summary>How many pods the classes stand for.</summary>
    public int Total => Classes.Sum(known => known.Count);
}
