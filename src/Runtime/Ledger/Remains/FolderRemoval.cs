namespace Coaster.Ledger.Remains;

/// <summary>
/// Removes a folder that a container has written to, however deep it nested folders: paths longer than the kernel takes can be made step
/// by step, and would otherwise keep the folder, and with it the booking, for ever.
/// </summary>
internal static class FolderRemoval
{
    /// <summary>Removes the folder with all that is in it; nothing happens when it is not there. Links are removed, never followed.</summary>
    internal static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        // Every folder comes up to the top before its turn, so that no path is ever longer than two names below it.
        while (Directory.EnumerateDirectories(folder).FirstOrDefault(IsFolder) is { } inner)
        {
            foreach (var entry in Directory.GetFileSystemEntries(inner))
                Take(entry, folder);
            Directory.Delete(inner);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void Take(string entry, string top)
    {
        if (IsFolder(entry))
            Directory.Move(entry, Path.Combine(top, Guid.NewGuid().ToString("N")));
        else
            File.Delete(entry);
    }

    private static bool IsFolder(string path) =>
        (File.GetAttributes(path) & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == FileAttributes.Directory;
}
