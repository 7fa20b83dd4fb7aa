using Coaster.Ledger;
using Coaster.Ledger.Remains;

namespace Coaster.Enforcement.Processes;

/// <summary>Where a container's processes are in the tree of cgroups.</summary>
/// <param name="Id">The container.</param>
/// <param name="CgroupPath">The path below each hierarchy's root, without slashes at its ends.</param>
public sealed record ContainerPlace(string Id, string CgroupPath)
{
    /// <summary>The place of a booked container, or null while nobody knows it.</summary>
    public static ContainerPlace? Of(LedgerEntry entry) =>
        CgroupTree.PathOf(entry.CgroupsPath ?? NodeLedger.CgroupsPathOf(entry.Id)) is { } path ? new ContainerPlace(entry.Id, path) : null;

    /// <summary>Whether a path of <c>/proc/PID/cgroup</c> is this one or below it.</summary>
    internal bool Holds(ReadOnlySpan<char> path)
    {
        path = path.TrimStart('/');
        return path.StartsWith(CgroupPath, StringComparison.Ordinal) && (path.Length == CgroupPath.Length || path[CgroupPath.Length] == '/');
    }
}
