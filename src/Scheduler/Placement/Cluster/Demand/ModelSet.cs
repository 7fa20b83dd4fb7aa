namespace Coaster.Placement.Cluster.Demand;

/// <summary>A set of GPU models, each of which is a number below <see cref="Most"/>.</summary>
/// <param name="Bits">One bit for each model.</param>
public readonly record struct ModelSet(ulong Bits)
{
    /// <summary>How many models a cluster may have.</summary>
    public const int Most = 64;

    /// <summary>Any model, those too that the cluster does not have yet.</summary>
    public static ModelSet Any { get; } = new(ulong.MaxValue);

    /// <summary>Whether the model is one of them.</summary>
    public bool Has(int model) => (Bits >> model & 1) != 0;
}
