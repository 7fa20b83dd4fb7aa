using Coaster.GpuModel.Bookings;
using Coaster.Ledger.Remains;
using Coaster.Posix;
using Coaster.Quota;

namespace Coaster.Ledger;

/// <summary>The ledger while one process has it to itself.</summary>
public sealed class LedgerTransaction : IDisposable
{
    private readonly StateFolders _folders;
    private readonly FileLock _lock;
    private readonly Discards _discards;
    private readonly ContainerRemains _remains;
    private readonly SortedDictionary<string, LedgerEntry> _entries = new(StringComparer.Ordinal);

    internal LedgerTransaction(StateFolders folders, FileLock held)
    {
        (_folders, _lock, _discards) = (folders, held, new Discards(folders));
        _remains = new ContainerRemains(folders, _discards);
    }

    /// <summary>The bookings in force, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Entries => [.. _entries.Values.OrderBy(entry => entry.Created)];

    /// <summary>The same without what is only the node's own business, under the names that people know.</summary>
    public IEnumerable<Booking> Bookings => Entries.Select(Named);

    /// <summary>Adds an entry, or puts it in place of the one of the same container.</summary>
    /// <exception cref="IOException">It cannot be written; the ledger is as it was.</exception>
    public void Put(LedgerEntry entry)
    {
        // Somebody may have removed the booking of an earlier container of this id by hand; its layer must not become the new one's.
        if (!_entries.ContainsKey(entry.Id))
            _remains.RemoveFolders(entry.Id);
        LedgerFile.Write(_folders.Booking(entry.Id), entry);
        _entries[entry.Id] = entry;
    }

    /// <summary>
    /// Ends what is left of a container and frees what it booked; nothing happens when it has no booking. What cannot be ended keeps its booking.
    /// </summary>
    /// <returns>Whether the container has no booking any more.</returns>
    public bool Release(string id)
    {
        if (!_entries.TryGetValue(id, out var entry))
            return true;
        try
        {
            if (!_remains.Clear(entry))
                return false;
            _remains.RemoveQuota(id);
            File.Delete(_folders.Booking(id));
            _entries.Remove(id);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // One container that cannot be cleared must not stop everybody else; its booking stays, and whoever comes next tries again.
            return false;
        }
    }

    /// <summary>Takes away the folder of a container that has no booking.</summary>
    public void Forget(string id)
    {
        if (!_entries.ContainsKey(id))
            _remains.RemoveFolders(id);
    }

    /// <summary>Gives the ledger to whoever waits for it, and then removes the files of the containers that were cleared.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        _discards.Remove();
    }

    /// <summary>The booking of an entry under the name that people know its container by.</summary>
    internal static Booking Named(LedgerEntry entry) =>
        entry.Pod is null ? entry.Booking : new Booking(entry.Booking.Owner, [entry.Container with { Container = entry.Name }]);

    /// <summary>Reads all entries and frees those whose containers are gone.</summary>
    internal void Sweep()
    {
        _discards.Adopt();
        foreach (var file in Directory.GetFiles(_folders.Bookings))
        {
            if (file.EndsWith(AtomicFile.TemporarySuffix, StringComparison.Ordinal))
                File.Delete(file);
            else if (LedgerFile.TryRead(file) is { } entry)
                _entries[entry.Id] = entry;
        }

        foreach (var entry in _entries.Values.Where(entry => !ContainerRemains.IsInUse(entry)).ToList())
            Release(entry.Id);
        foreach (var id in QuotaFolder.Ids(_folders.Root).Where(id => !_entries.ContainsKey(id)))
            _remains.RemoveQuota(id);
    }
}
