using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Cli.Configure.Changes;

/// <summary>A file gets another content, appears, or goes.</summary>
/// <param name="file">The file as it was read.</param>
/// <param name="after">Its new content, null for none.</param>
/// <param name="line">What that is for.</param>
internal sealed class FileChange(ConfigFile file, byte[]? after, string line) : IChange
{
    public string Line { get; } = line;

    public string Path => file.Path;

    public byte[]? After => after;

    public string Diff => UnifiedDiff.Of(file.Path, file.Content, after);

    /// <summary>The permissions of the file when it is new.</summary>
    public UnixFileMode NewMode { get; init; } = ConfigFile.OrdinaryMode;

    /// <summary>The change, when it is one.</summary>
    public static IEnumerable<FileChange> If(ConfigFile file, byte[]? after, string line)
    {
        if (!Same(file.Content, after))
            yield return new FileChange(file, after, line);
    }

    public void Apply()
    {
        // Between looking and writing somebody else may have written; that must not be lost.
        if (!Same(ConfigFile.Read(file.Path).Content, file.Content))
            throw new CoasterException($"cannot change {file.Path}", "another program changed it just now", "Run the command again");
        Put(after);
    }

    public bool IsDone() => Same(ConfigFile.Read(file.Path).Content, after);

    public void Undo() => Put(file.Content);

    private void Put(byte[]? content)
    {
        if (content is null)
        {
            File.Delete(file.Path);
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file.Path)!);
        AtomicFile.Write(file.Path, content, file.Mode ?? NewMode, durable: true);
    }

    private static bool Same(byte[]? one, byte[]? other) => one is null || other is null ? one == other : one.AsSpan().SequenceEqual(other);
}
