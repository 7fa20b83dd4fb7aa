using Coaster.GpuModel;
using Coaster.Ledger;

namespace Coaster.Enforcement.Containers;

/// <summary>
/// Follows the ledger's folder. A booking is put there by rename, so that the folder's time changes with every booking; the files are read again only when
/// theirs did. One that cannot be read is left out until it can be: what it stands for stays in force without an agent.
/// </summary>
/// <param name="ledger">The node's ledger.</param>
internal sealed class BookingsFolder(NodeLedger ledger)
{
    private readonly Dictionary<string, (DateTime Written, LedgerEntry Entry)> _entries = new(StringComparer.Ordinal);

    /// <summary>The bookings that are there now.</summary>
    internal IReadOnlyCollection<LedgerEntry> Read()
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Files())
        {
            var id = Path.GetFileNameWithoutExtension(file.Name);
            if (!Identifiers.IsName(id))
                continue;
            there.Add(id);
            if (!_entries.TryGetValue(id, out var known) || known.Written != file.LastWriteTimeUtc)
                Load(id, file.LastWriteTimeUtc);
        }

        foreach (var id in _entries.Keys.Except(there).ToList())
            _entries.Remove(id);
        return [.. _entries.Values.Select(known => known.Entry)];
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

    private void Load(string id, DateTime written)
    {
        try
        {
            if (ledger.Find(id) is { } entry)
                _entries[id] = (written, entry);
        }
        catch (Exception error) when (error is CoasterException or IOException)
        {
            // The next look tries again.
        }
    }
}
