namespace Coaster.Enforcement.Tiers.Mps;

/// <summary>
/// Finds processes of a container that are on a GPU without being clients of its MPS daemon. Two lists have to be made after the driver named
/// one: a client is on its way into the list, or out of it, for a moment.
/// </summary>
internal sealed class MpsOutsiders
{
    private const int ListsThatTell = 2;
    private readonly Dictionary<int, long> _missingSince = [];

    /// <summary>Looks at the processes that the driver names.</summary>
    /// <returns>One that went round MPS, or null.</returns>
    internal int? Look(IEnumerable<int> pids, MpsClientList? list)
    {
        if (list is null)
            return null;
        var missing = pids.Where(pid => !list.Pids.Contains(pid)).ToHashSet();
        foreach (var gone in _missingSince.Keys.Where(pid => !missing.Contains(pid)).ToList())
            _missingSince.Remove(gone);
        foreach (var pid in missing)
            _missingSince.TryAdd(pid, list.Number);
        return _missingSince.Where(found => list.Number - found.Value >= ListsThatTell).Select(found => (int?)found.Key).FirstOrDefault();
    }
}
