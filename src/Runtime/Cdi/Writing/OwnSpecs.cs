using Coaster.Cdi.Reading;
using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Cdi.Writing;

/// <summary>Our files in a folder of specifications. One is ours by its name together with our hook in it.</summary>
/// <param name="folder">The folder.</param>
internal sealed class OwnSpecs(string folder)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    internal static bool IsOurs(string file)
    {
        if (!GpuKind.All.Any(kind => GpuKind.FileName(kind) == Path.GetFileName(file)))
            return false;
        try
        {
            return SpecFile.Read(file).Edits.Hooks.Any(OwnHook.Is);
        }
        catch (CdiSpecException)
        {
            return false;
        }
    }

    internal string FileOf(string kind) => Path.Combine(folder, GpuKind.FileName(kind));

    internal bool Has(string kind) => IsOurs(FileOf(kind));

    /// <summary>Writes our file of that kind.</summary>
    /// <returns>Whether it was another one before.</returns>
    /// <exception cref="CoasterException">A file of that name is somebody else's.</exception>
    internal bool Write(string kind, ReadOnlyMemory<byte> text)
    {
        var file = FileOf(kind);
        if (File.Exists(file))
        {
            if (!IsOurs(file))
                throw Foreign(file);
            if (File.ReadAllBytes(file).AsSpan().SequenceEqual(text.Span))
                return false;
        }

        Directory.CreateDirectory(folder);
        AtomicFile.Write(file, text.Span, Readable, durable: true);
        return true;
    }

    /// <summary>Removes our file of that kind.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool Remove(string kind)
    {
        if (!Has(kind))
            return false;
        File.Delete(FileOf(kind));
        return true;
    }

    private static CoasterException Foreign(string file) => new(
        $"cannot write {file}",
        "a file of that name is there, and Coaster did not write it",
        "Move it elsewhere, or name another folder with --output");
}
