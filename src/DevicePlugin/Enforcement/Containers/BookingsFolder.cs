using Coaster.GpuModel;
using Coaster.Ledger;

namespace Coaster.Enforcement.Containers;

/// <summary>
/// Follows the ledger's folder. A booking is put there by rename, so that the folder's time changes with every booking; it is listed again only when it did,
/// and files are read again only when theirs did. One that cannot be read is left out until it can be: what it stands for stays in force without an agent.
/// </summary>
/// <param name="ledger">The node's ledger.</param>
/// <param name="clock">The time of files.</param>
internal sealed class BookingsFolder(NodeLedger ledger, TimeProvider clock)
{
    // The kernel's time stamps are coarse: what changes right after a look may bear the one that was seen.
    private static readonly TimeSpan Coarseness = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (DateTime Written, LedgerEntry Entry)> _entries = new(StringComparer.Ordinal);
    private DateTime _listed;
    private bool _isSettled;

    /// <summary>The bookings that are there now.</summary>
    internal IReadOnlyCollection<LedgerEntry> Read()
    {
        var written = Directory.GetLastWriteTimeUtc(ledger.Folders.Bookings);
        if (written != _listed || !_isSettled)
        {
            _listed = written;
            var isLongAgo = clock.GetUtcNow().UtcDateTime - written > Coarseness;
            _isSettled = List() && isLongAgo;
        }

        return [.. _entries.Values.Select(known => known.Entry)];
    }

    /// <summary>Lists the folder; tells whether everything in it could be read.</summary>
    private bool List()
    {
        var isWhole = true;
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Files())
        {
            var id = Path.GetFileNameWithoutExtension(file.Name);
            if (!Identifiers.IsName(id))
                continue;
            there.Add(id);
            if (!_entries.TryGetValue(id, out var known) || known.Written != file.LastWriteTimeUtc)
                isWhole &= TryLoad(id, file.LastWriteTimeUtc);
        }

        foreach (var id in _entries.Keys.Except(there).ToList())
            _entries.Remove(id);
        return isWhole;
    }

    private FileInfo[] Files()
    {
        try
        {
            return new DirectoryInfo(ledger.Folders.Bookings).GetFiles("*.json");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private bool TryLoad(string id, DateTime written)
    {
        try
        {
            if (ledger.Find(id) is { } entry)
                _entries[id] = (written, entry);
            return true;
        }
        catch (Exception error) when (error is CoasterException or IOException)
        {
            // The next look tries again.
            return false;
        }
    }
}
