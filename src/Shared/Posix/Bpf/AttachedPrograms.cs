namespace Coaster.Posix.Bpf;

/// <summary>The programs of one kind at a cgroup.</summary>
/// <param name="Mode">How they were attached.</param>
/// <param name="Ids">The kernel's ids of them, in the order in which they run.</param>
public sealed record AttachedPrograms(BpfAttachMode Mode, IReadOnlyList<uint> Ids);
