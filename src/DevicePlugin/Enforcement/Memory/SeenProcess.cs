namespace Coaster.Enforcement.Memory;

/// <summary>A process of a container that the driver names.</summary>
/// <param name="HostPid">Its process id here.</param>
/// <param name="InnerPid">Its process id in the innermost pid namespace, by which it knows itself.</param>
/// <param name="UsedBytes">What it holds on each GPU of the region; null where the driver does not tell.</param>
public sealed record SeenProcess(int HostPid, int InnerPid, IReadOnlyList<long?> UsedBytes);
