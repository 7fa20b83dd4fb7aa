namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>What a node is worth as it is.</summary>
/// <param name="Knowledge">The prices that it was reckoned by.</param>
/// <param name="Version">The state of the node.</param>
/// <param name="Gpus">What its GPUs mean to each class.</param>
/// <param name="Value">What they are worth.</param>
internal readonly record struct NodeWorth(long Knowledge, int Version, RoomVectors Gpus, float Value);
