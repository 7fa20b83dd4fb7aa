namespace Coaster.Placement.Policies;

/// <summary>
/// Puts a share where the least memory remains beside it, then the least compute, then on the lowest index; where a GPU would be promised to more
/// than it has only when none would do without.
/// </summary>
public sealed class BestFitPolicy : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "binpack";

    /// <inheritdoc/>
    public ShareCandidate Choose(IReadOnlyList<ShareCandidate> candidates) => candidates
        .OrderBy(candidate => candidate.OversubscribesMemory)
        .ThenBy(candidate => candidate.OversubscribesCore)
        .ThenBy(candidate => candidate.RemainingMiB)
        .ThenBy(candidate => candidate.RemainingCorePercent)
        .ThenBy(candidate => candidate.State.Gpu.Index)
        .First();
}
