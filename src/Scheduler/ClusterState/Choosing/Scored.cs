using Coaster.ClusterState.Nodes;

namespace Coaster.ClusterState.Choosing;

/// <summary>A node with room for a pod.</summary>
/// <param name="Place">Its place among those that were asked about.</param>
/// <param name="Node">The node.</param>
/// <param name="Score">How good it is; more is better.</param>
internal readonly record struct Scored(int Place, NodeEntry Node, int Score);
