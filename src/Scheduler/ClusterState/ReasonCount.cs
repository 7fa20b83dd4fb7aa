namespace Coaster.ClusterState;

/// <summary>Why so many nodes have no room.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
/// <param name="Nodes">The first of them.</param>
public sealed record ReasonCount(string Reason, int Count, IReadOnlyList<string> Nodes);
