using Coaster.ClusterState.Choosing;

namespace Coaster.ClusterState;

/// <summary>Which nodes have room for a pod.</summary>
/// <param name="Fitting">Their places among those that were asked about, in that order.</param>
/// <param name="Failed">All others, with why.</param>
public sealed record FilterAnswer(IReadOnlyList<int> Fitting, IReadOnlyList<(int Place, NodeVerdict Verdict)> Failed);
