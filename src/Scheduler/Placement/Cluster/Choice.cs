namespace Coaster.Placement.Cluster;

/// <summary>How good the best way is to put a pod on a node.</summary>
/// <param name="Score">Higher is better.</param>
/// <param name="Gpus">The GPUs that it would have, one bit for each index.</param>
public readonly record struct Choice(int Score, uint Gpus)
{
    /// <summary>The score of a node that has no room.</summary>
    public const int None = int.MinValue;
}
