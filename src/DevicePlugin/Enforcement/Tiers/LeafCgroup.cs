using Coaster.Enforcement.Processes;
using Coaster.Ledger;
using Coaster.Posix;

namespace Coaster.Enforcement.Tiers;

/// <summary>The cgroup that a container's processes have to themselves.</summary>
internal static class LeafCgroup
{
    /// <summary>Its folder below <c>/sys/fs/cgroup</c>, of cgroup version 2.</summary>
    /// <param name="entry">The container's booking.</param>
    /// <param name="pid">A process that is in it.</param>
    /// <exception cref="IOException">The process is in none, or in one that others are in as well: a limit there would hold them too.</exception>
    internal static string Of(LedgerEntry entry, int pid)
    {
        var (folder, path) = ProcessCgroup.SecondVersionOf(pid);
        return ContainerPlace.Of(entry) is { } place && place.Holds(path)
            ? folder
            : throw new IOException($"its first process is in the cgroup {path} of the second version, which is not its own");
    }
}
