namespace Coaster.ClusterState;

/// <summary>Why a node has no room.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reason">Why.</param>
public sealed record NodeReason(string Node, string Reason);
