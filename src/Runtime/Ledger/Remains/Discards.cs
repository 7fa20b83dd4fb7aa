using System.Globalization;
using Coaster.Posix;

namespace Coaster.Ledger.Remains;

/// <summary>
/// Folders that nobody needs any more. While the ledger is locked they only get another name; their removal, which takes as long as a container
/// has written files, comes after the lock. The name tells whose work that is: what a process leaves undone, the next one takes over.
/// </summary>
internal sealed class Discards(StateFolders folders)
{
    private readonly List<string> _mine = [];

    /// <summary>Takes a folder away under its name; nothing happens when it is not there.</summary>
    internal void Take(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        // No container's id begins with a dot.
        var name = Path.Combine(folders.Containers, $".{Environment.ProcessId}.{Guid.NewGuid():N}");
        Directory.Move(folder, name);
        _mine.Add(name);
    }

    /// <summary>Takes over what processes that have ended left undone; the ledger must be locked.</summary>
    internal void Adopt()
    {
        foreach (var folder in Directory.GetDirectories(folders.Containers, ".*").Where(IsAbandoned))
            Take(folder);
    }

    /// <summary>Removes what was taken. What cannot be removed stays for the next process.</summary>
    internal void Remove()
    {
        foreach (var folder in _mine)
        {
            try
            {
                FolderRemoval.Remove(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It books nothing, and it is in nobody's way.
            }
        }

        _mine.Clear();
    }

    private static bool IsAbandoned(string folder)
    {
        var parts = Path.GetFileName(folder).Split('.');
        return !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            || pid == Environment.ProcessId
            || ProcessIdentity.Of(pid) is null;
    }
}
