using System.Text;
using Coaster.Posix;

namespace Coaster.Agent.Cluster;

/// <summary>Which GPU is being cut, in a file, for the agent after a crash in the midst of it.</summary>
/// <param name="path">The file; it is there only meanwhile.</param>
internal sealed class UnfinishedCut(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The GPU's UUID, or null for none.</summary>
    internal string? Gpu => PlainFile.TryRead(path) is { } text ? Encoding.UTF8.GetString(text.Span) : null;

    internal void Begin(string gpu)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(gpu), OwnerOnly, durable: true);
    }

    internal void End() => File.Delete(path);
}
