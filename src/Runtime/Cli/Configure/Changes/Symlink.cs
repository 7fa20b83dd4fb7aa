using Coaster.Posix;

namespace Coaster.Cli.Configure.Changes;

/// <summary>Symbolic links, which are replaced like files: by rename.</summary>
internal static class Symlink
{
    /// <summary>What a link holds; null when there is none.</summary>
    public static string? TargetOf(string path) => new FileInfo(path).LinkTarget;

    /// <summary>Whether anything has that name, a link to nowhere too.</summary>
    public static bool IsTaken(string path) => File.Exists(path) || TargetOf(path) is not null;

    /// <summary>Makes a link in place of whatever has that name.</summary>
    public static void Put(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}{AtomicFile.TemporarySuffix}";
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, target);
        File.Move(temporary, path, overwrite: true);
    }
}
