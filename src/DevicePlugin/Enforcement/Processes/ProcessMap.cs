using Coaster.Posix;

namespace Coaster.Enforcement.Processes;

/// <summary>
/// Tells which container a process is in. What was found once is kept for the process's life, which its start time tells from that of another with the
/// same id; who is in no container is asked about each time, because it may be on its way into one.
/// </summary>
public sealed class ProcessMap
{
    private readonly Dictionary<int, (ProcessIdentity Identity, ContainerProcess Process)> _known = [];

    /// <summary>The container that a process is in, or null when it is in none or gone.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="places">Where the containers are.</param>
    public ContainerProcess? Find(int pid, IReadOnlyList<ContainerPlace> places)
    {
        if (ProcessIdentity.Of(pid) is not { } identity)
            return null;
        if (_known.TryGetValue(pid, out var known) && known.Identity == identity)
            return known.Process;
        if (ProcFiles.Cgroups(pid) is not { } cgroups || places.FirstOrDefault(place => cgroups.Any(path => place.Holds(path))) is not { } found
            || ProcFiles.InnerPid(pid) is not { } inner || !identity.IsAlive())
            return null;
        var process = new ContainerProcess(found.Id, inner);
        _known[pid] = (identity, process);
        return process;
    }

    /// <summary>Forgets processes that nobody asks about any more.</summary>
    /// <param name="pids">Those that are still asked about.</param>
    public void Keep(IReadOnlySet<int> pids)
    {
        foreach (var pid in _known.Keys.Where(pid => !pids.Contains(pid)).ToList())
            _known.Remove(pid);
    }
}
