namespace Coaster.Enforcement.Tiers;

/// <summary>A cgroup on which limits are set, or are about to be.</summary>
/// <param name="Folder">Its folder below <c>/sys/fs/cgroup</c>.</param>
/// <param name="Gpus">The GPUs on which it is limited.</param>
internal sealed record LimitedCgroup(string Folder, IReadOnlyList<string> Gpus);
