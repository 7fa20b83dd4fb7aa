namespace Coaster.ClusterState.Choosing;

/// <summary>Why a node has no room for a pod.</summary>
/// <param name="Reason">The reason, as a person understands it; short and without names, so that many nodes have the same.</param>
/// <param name="IsUnresolvable">Whether it stays so whoever else is ended there.</param>
/// <param name="Shortage">How far it is from having room, as a part of what is asked; 1 and more where that says nothing.</param>
public sealed record NodeVerdict(string Reason, bool IsUnresolvable, double Shortage);
