namespace Coaster.Health.Probing;

/// <summary>Something that a GPU told by itself.</summary>
/// <param name="Uuid">The GPU, or null when the driver did not say which.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Xid">The number of an XID, else 0.</param>
/// <param name="GpuInstance">The GPU instance that it happened in, if in one.</param>
/// <param name="ComputeInstance">The compute instance.</param>
internal sealed record GpuEvent(string? Uuid, GpuEventKind Kind, int Xid = 0, int? GpuInstance = null, int? ComputeInstance = null);
