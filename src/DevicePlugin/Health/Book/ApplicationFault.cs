namespace Coaster.Health.Book;

/// <summary>An XID that says nothing against the GPU: a program's own fault, or one that nobody knows.</summary>
/// <param name="Uuid">The GPU.</param>
/// <param name="Xid">The number.</param>
/// <param name="Meaning">The number and its words, such as <c>XID 31: a program used memory that is not mapped</c>.</param>
/// <param name="IsKnown">Whether it is a program's fault for certain.</param>
/// <param name="Pid">The process, where the driver says so; NVML does not.</param>
/// <param name="GpuInstance">The GPU instance that it happened in, if in one.</param>
/// <param name="ComputeInstance">The compute instance.</param>
/// <param name="At">When it was told.</param>
public sealed record ApplicationFault(
    string Uuid, int Xid, string Meaning, bool IsKnown, int? Pid, int? GpuInstance, int? ComputeInstance, DateTimeOffset At);
