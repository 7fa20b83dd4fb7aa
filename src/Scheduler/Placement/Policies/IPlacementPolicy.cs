namespace Coaster.Placement.Policies;

/// <summary>Says which of the GPUs that can hold a share gets it. Pure: the same candidates give the same answer.</summary>
public interface IPlacementPolicy
{
    /// <summary>The name by which people choose the policy.</summary>
    string Name { get; }

    /// <summary>One of the candidates.</summary>
    /// <param name="candidates">All GPUs that can hold the share, in the order of their index; never empty.</param>
    ShareCandidate Choose(IReadOnlyList<ShareCandidate> candidates);
}
