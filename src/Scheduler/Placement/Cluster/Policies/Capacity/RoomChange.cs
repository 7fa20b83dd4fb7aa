namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>That GPUs of a node change.</summary>
/// <param name="Less">What each of them meant to each class before.</param>
/// <param name="More">What each of them means then.</param>
/// <param name="Times">How many change so.</param>
internal readonly record struct RoomChange(RoomVectors Less, RoomVectors More, int Times);
